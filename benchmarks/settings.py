"""The product's settings, with two addresses beside its own: the bare views that pages are compared with."""

from config import settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

ROOT_URLCONF = "benchmarks.bare"
