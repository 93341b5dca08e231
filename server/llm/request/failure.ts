/**
 * Why a client cannot be asked: an option that does not fit, a variable that is not set,
 * a medium that a provider does not take.
 *
 * Invariant: never leaves `request/` and `providers/`; their doors answer with its message.
 */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
}
