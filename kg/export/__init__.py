"""A dataset in the forms that other tools read: files to download, an rdflib view, graph views by pyvis.

Takes a store or a graph; gives views and files. rdflib and pyvis load behind this door.
"""
