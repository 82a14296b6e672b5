// Functions that steer the interpreter: each is a few lines of the machine itself.

/// A function of the machine.
enum SpecialFunction {
    case protectedCall
    case protectedCallWithHandler
    case resume
    case yield
}
