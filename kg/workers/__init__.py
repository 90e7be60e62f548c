"""Who compiles many cases: this process, all cores, or the workers of a Dask cluster."""

from kg.workers.compiling import CompileOptions, Compiler, compile_many

__all__ = ["CompileOptions", "Compiler", "compile_many"]
