/** Which answers the user does not want, by the reason the model stopped for. */
import type { FinishReasonFilter } from "../request/client";

/** An answer without a reason is always wanted. */
export function isRefused(
  reason: string | undefined,
  filter: FinishReasonFilter | undefined,
): boolean {
  if (reason === undefined || filter === undefined) return false;
  const given = reason.toLowerCase();
  const isListed = filter.reasons.some((listed) => listed.toLowerCase() === given);
  return filter.list === "allow" ? !isListed : isListed;
}
