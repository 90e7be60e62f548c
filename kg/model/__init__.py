"""What a case is made of, before it is a graph: names, words for marks, records.

Takes nothing from files and knows no RDF library: an IRI is a string here. The only room that
makes IRIs (`kg.model.iris`) and the only one that spells the vocabulary (`kg.model.vocabulary`).
"""
