/**
 * Tokens for Google's services, made of a service account's key or a user's login.
 *
 * Invariant: a token is asked for once and kept until shortly before it runs out.
 */
import type { Transport } from "../../transport/transport";
import type { ResolvedClient } from "../client";
import { RequestFailure } from "../failure";
import type { Environment } from "../optionValue";
import type { AuthorizeWorld } from "./authorize";
import { findGoogleCredentials, type GoogleCredentials } from "./googleCredentials";

type TokenWorld = Pick<AuthorizeWorld, "transport" | "now" | "signal" | "readHostFile">;

interface Token {
  readonly text: string;
  readonly expiresAtMs: number;
}

export class GoogleTokens {
  readonly #tokens = new Map<string, Token>();

  async tokenFor(client: ResolvedClient, env: Environment, world: TokenWorld): Promise<string> {
    const credentials = await findGoogleCredentials(client, env, world.readHostFile);
    if (!credentials) {
      throw new RequestFailure(
        "no Google credentials: set GOOGLE_APPLICATION_CREDENTIALS, or the option credentials",
      );
    }
    const key = credentials.private_key ?? credentials.refresh_token ?? "";
    const known = this.#tokens.get(key);
    if (known && known.expiresAtMs > world.now()) return known.text;
    const token = await requestToken(credentials, world);
    this.#tokens.set(key, token);
    return token.text;
  }
}

const TOKEN_URI = "https://oauth2.googleapis.com/token";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** A token this close to its end may not live through a request. */
const MARGIN_MS = 60_000;

async function requestToken(credentials: GoogleCredentials, world: TokenWorld): Promise<Token> {
  const uri = credentials.token_uri ?? TOKEN_URI;
  const form = await tokenForm(credentials, uri, world.now());
  const reply = await post(world.transport, uri, form, world.signal);
  const { access_token: text, expires_in: seconds } = reply;
  if (typeof text !== "string") throw new RequestFailure("Google gave no token");
  const lifeMs = (typeof seconds === "number" ? seconds : 0) * 1000;
  return { text, expiresAtMs: world.now() + lifeMs - MARGIN_MS };
}

async function tokenForm(
  credentials: GoogleCredentials,
  uri: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const { client_email, private_key, client_id, client_secret, refresh_token } = credentials;
  if (client_email && private_key) {
    const assertion = await signedClaim(client_email, private_key, uri, nowMs);
    return { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion };
  }
  if (client_id && client_secret && refresh_token) {
    return { grant_type: "refresh_token", client_id, client_secret, refresh_token };
  }
  throw new RequestFailure(`Google credentials of type \`${credentials.type}\` are not supported`);
}

/** A JSON Web Token that says who asks, signed with the account's key. */
async function signedClaim(
  account: string,
  privateKey: string,
  audience: string,
  nowMs: number,
): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  const header = encoded(JSON.stringify({ alg: "RS256", typ: "JWT" }));
  const claim = { iss: account, scope: SCOPE, aud: audience, iat: issuedAt, exp: issuedAt + 3600 };
  const signed = `${header}.${encoded(JSON.stringify(claim))}`;
  const key = await importKey(privateKey);
  const signature = await crypto.subtle.sign(ALGORITHM.name, key, new TextEncoder().encode(signed));
  return `${signed}.${encodedBytes(new Uint8Array(signature))}`;
}

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

async function importKey(pem: string) {
  const base64 = pem.replace(/-----[^-]+-----|\s/g, "");
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, false, ["sign"]);
  } catch {
    // The key is a secret, so the message does not show it.
    throw new RequestFailure("the private key in Google's credentials cannot be read");
  }
}

function encoded(text: string): string {
  return encodedBytes(new TextEncoder().encode(text));
}

/** Base64 as it stands in addresses. */
function encodedBytes(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function post(
  transport: Transport,
  url: string,
  form: Record<string, string>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const request = { method: "POST", url, headers, body: new URLSearchParams(form).toString() };
  const response = await transport(request, { signal, connectTimeoutMs: CONNECT_MS });
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  if (response.status !== 200) {
    throw new RequestFailure(`Google refused the credentials (${response.status}): ${text}`);
  }
  return JSON.parse(text) as Record<string, unknown>;
}

const CONNECT_MS = 10_000;
