"""Which cells of a tree of totals are hidden, so that nothing small can be read or reckoned from what is shown.

A cell holds what a reader may not see of a region: a set of atoms (colleges). A total minus its shown siblings is what
its hidden children and its rest (atoms that lie in no child) hold together. So two things must hold for each total with
something to protect: it leaves at least two things unknown, and what they hold together is not small itself. Each total
is one equation and every cell stands in at most two, so that a system in which every equation leaves two unknowns open
determines none of them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Cell = tuple[str, str]  # a level and a code
Atom = str | Cell  # a college, or what of a region lies in no region under it
Atoms = frozenset[Atom]
NOTHING: Atoms = frozenset()


@dataclass(frozen=True)
class Tree:
    """Cells with the cell above each (None: above it nothing is shown) and the cell in which each atom lies lowest."""

    above: Mapping[Cell, Cell | None]
    place: Mapping[Atom, Cell]

    def below(self) -> dict[Cell, list[Cell]]:
        """The cells directly under each, in a fixed order."""
        found: dict[Cell, list[Cell]] = defaultdict(list)
        for cell, above in self.above.items():
            if above is not None:
                found[above].append(cell)
        return {cell: sorted(children, key=repr) for cell, children in found.items()}

    def rests(self) -> dict[Cell, Atoms]:
        """The atoms of each cell that lie in no cell under it."""
        found: dict[Cell, set[Atom]] = defaultdict(set)
        for atom, cell in self.place.items():
            found[cell].add(atom)
        return {cell: frozenset(found[cell]) for cell in self.above}

    def contents(self) -> dict[Cell, Atoms]:
        """All atoms of each cell."""
        found: dict[Cell, set[Atom]] = {cell: set() for cell in self.above}
        for atom, cell in self.place.items():
            at: Cell | None = cell
            while at is not None:
                found[at].add(atom)
                at = self.above[at]
        return {cell: frozenset(atoms) for cell, atoms in found.items()}


@dataclass
class _Hiding:
    """The cells hidden so far, and what they hold."""

    tree: Tree
    amount: Callable[[Atoms], float]
    is_small: Callable[[Atoms], bool]

    def __post_init__(self) -> None:
        self.contents, self.children, self.rests = self.tree.contents(), self.tree.below(), self.tree.rests()
        self.hidden = {cell for cell, atoms in self.contents.items() if self.is_small(atoms)}

    def go_on(self) -> bool:
        """Hide one cell more where a total gives something away. False where none does."""
        for cell in self.contents:
            if self._gives_away(cell):
                self.hidden.add(self._cheapest(cell))
                return True
        return False

    def _gives_away(self, cell: Cell) -> bool:
        unknown = [self.contents[child] for child in self.children.get(cell, []) if child in self.hidden]
        rest = self.rests[cell]
        if self.amount(rest):
            unknown.append(rest)
        if cell in self.hidden:
            return not unknown  # it is the sum of what is shown
        protects = any(child in self.hidden for child in self.children.get(cell, [])) or self.is_small(rest)
        together = NOTHING.union(*unknown)
        return protects and (len(unknown) < 2 or self.is_small(together))

    def _cheapest(self, cell: Cell) -> Cell:
        """The shown child that holds least, but something; else the cell itself."""
        shown = [
            child
            for child in self.children.get(cell, [])
            if child not in self.hidden and self.amount(self.contents[child])
        ]
        return min(shown, key=lambda child: (self.amount(self.contents[child]), repr(child)), default=cell)


def hidden_cells(tree: Tree, *, amount: Callable[[Atoms], float], is_small: Callable[[Atoms], bool]) -> set[Cell]:
    """The cells to hide: those that are small, and others so that no total gives them away, the smallest first.

    `amount` says how much a set of atoms holds at least, `is_small` whether that is too little to be shown. What holds
    nothing hides nothing.
    """
    hiding = _Hiding(tree, amount, is_small)
    while hiding.go_on():
        pass
    return hiding.hidden
