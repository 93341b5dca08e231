/**
 * Which parts of the system a call may touch beside models. The user's code decides what
 * it asks for; whoever makes the call decides what it gets.
 */
import { type CallFailure, callFailure } from "../base";

export interface Permissions {
  readonly env: boolean;
  readonly shell: boolean;
  readonly fs: boolean;
  readonly net: boolean;
  readonly http: boolean;
}

export type Permission = keyof Permissions;

export const ALLOW_ALL: Permissions = { env: true, shell: true, fs: true, net: true, http: true };

/** The environment can still be read: whoever makes the call says what stands in it. */
export const ALLOW_NOTHING: Permissions = {
  env: true,
  shell: false,
  fs: false,
  net: false,
  http: false,
};

/** Refuses with the name of the setting that would allow it. */
export function checkPermission(
  permission: Permission,
  permissions: Permissions,
  model: "live" | "simulated",
): CallFailure | undefined {
  if (model === "simulated" && permission !== "env") {
    return callFailure(
      "runtime",
      "a simulated run touches nothing outside; `spanlens.model` set to `live` lets it",
    );
  }
  if (permissions[permission]) return undefined;
  return callFailure(
    "runtime",
    "access to the system is off; `spanlens.run.allowSystemAccess` turns it on",
  );
}
