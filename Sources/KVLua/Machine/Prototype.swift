// The compiled code of one function.

/// What a compiler makes of a function's text; closures share it.
final class Prototype {
}
