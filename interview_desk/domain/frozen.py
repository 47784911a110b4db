"""`dataclass(frozen=True, slots=True)` of the standard library, made in a fraction of the time.

A start makes over a hundred such classes, and the standard library compiles six functions for each: a fifth of the
time to the window. Here one is compiled, `__init__`; the others are shared by all, and read the fields as they go. What
comes out is a dataclass like any other, to `fields`, `replace`, `asdict`, `match` and the type checker alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # what the type checker sees is the original
else:
    import dataclasses
    from operator import attrgetter

    C = TypeVar("C", bound=type)

    def dataclass(*, frozen: bool, slots: bool, eq: bool = True) -> Any:
        """Make a class a frozen dataclass with slots; what else the original can do, it is to be asked for."""
        if not (frozen and slots):
            raise TypeError("dataclasses.dataclass makes what is not frozen, or has no slots")
        return _compared if eq else _made

    def _compared(cls: C) -> C:
        made = _made(cls)
        made._values = attrgetter(*(made.__dataclass_fields__ or ("__class__",)))
        made.__eq__, made.__hash__ = _eq, _hash
        made.__dataclass_params__.eq = True
        return made

    def _made(cls: C) -> C:
        plain = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        fields = plain.__dataclass_fields__
        body = {name: it for name, it in vars(plain).items() if name not in ("__dict__", "__weakref__", *fields)}
        inherited = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
        body["__slots__"] = tuple(name for name in fields if name not in inherited)
        body["__init__"] = _init(plain, fields)
        for name, shared in _SHARED.items():
            body.setdefault(name, shared)
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        setters = {f"_set_{name}": getattr(made, name).__set__ for name in fields}
        made.__init__.__globals__.update(setters)
        made.__dataclass_params__.init = made.__dataclass_params__.repr = made.__dataclass_params__.frozen = True
        return made

    def _init(cls: type, fields: dict[str, dataclasses.Field]) -> Any:
        """Compile the one function that is of each class alone: it puts every field straight into its slot."""
        known: dict[str, Any] = {"_FACTORY": _FACTORY}
        arguments, lines = ["self"], []
        for name, it in fields.items():
            value = name
            if it.default is not dataclasses.MISSING:
                known[f"_default_{name}"] = it.default
                arguments.append(f"{name}=_default_{name}")
            elif it.default_factory is not dataclasses.MISSING:
                known[f"_factory_{name}"] = it.default_factory
                arguments.append(f"{name}=_FACTORY")
                value = f"_factory_{name}() if {name} is _FACTORY else {name}"
            else:
                arguments.append(name)
            lines.append(f" _set_{name}(self, {value})")
        exec(f"def __init__({', '.join(arguments)}):\n" + ("\n".join(lines) or " pass"), known)
        init = known["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        init.__module__ = cls.__module__
        init.__annotations__ = {**{name: it.type for name, it in fields.items()}, "return": None}
        return init

    class _Factory:
        def __repr__(self) -> str:
            return "<factory>"

    _FACTORY = _Factory()

    def _eq(self: Any, other: object) -> Any:
        return self._values(self) == other._values(other) if other.__class__ is self.__class__ else NotImplemented

    def _hash(self: Any) -> int:
        return hash(self._values(self))

    def _repr(self: Any) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{self.__class__.__qualname__}({shown})"

    def _setattr(_it: Any, name: str, _value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delattr(_it: Any, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _getstate(self: Any) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]

    def _setstate(self: Any, state: list[Any]) -> None:
        for name, value in zip(self.__dataclass_fields__, state, strict=True):
            object.__setattr__(self, name, value)

    _SHARED = {
        "__repr__": _repr,
        "__setattr__": _setattr,
        "__delattr__": _delattr,
        "__getstate__": _getstate,
        "__setstate__": _setstate,
    }
