/** What a provider makes of messages, before addresses and headers are put in form. */
import type { BodyJson } from "./bodyJson";
import type { ResolvedClient } from "./client";
import type { WireMessage } from "./wireMessages";

export interface DraftInput {
  readonly client: ResolvedClient;
  readonly messages: readonly WireMessage[];
  readonly stream: boolean;
  /** For what a client takes from its surroundings, such as a region. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project that Google's credentials belong to, where an address needs one. */
  readonly googleProject?: string;
}

export interface RequestDraft {
  readonly url: string;
  /** Behind those of the address itself. */
  readonly query: readonly (readonly [string, string])[];
  /** Given way to the user's own headers. */
  readonly usualHeaders?: readonly (readonly [string, string])[];
  /** Stronger than the user's own headers. */
  readonly ownHeaders?: readonly (readonly [string, string])[];
  readonly body: ReadonlyMap<string, BodyJson>;
}
