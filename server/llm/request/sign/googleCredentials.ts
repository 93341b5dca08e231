/** Finds Google's credentials: in the options, the environment, or the account's files. */
import type { BodyJson } from "../bodyJson";
import type { ResolvedClient } from "../client";
import { RequestFailure } from "../failure";
import type { Environment } from "../optionValue";

/** What Google's key files hold, as far as it matters here. */
export interface GoogleCredentials {
  readonly type?: string;
  readonly project_id?: string;
  readonly client_email?: string;
  readonly private_key?: string;
  readonly token_uri?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly refresh_token?: string;
}

export async function findGoogleCredentials(
  client: ResolvedClient,
  env: Environment,
  readHostFile?: (path: string) => Promise<string>,
): Promise<GoogleCredentials | undefined> {
  const content = client.settings.get("credentials_content");
  const given = client.settings.get("credentials") ?? content;
  if (given instanceof Map) return fromMap(given);
  if (typeof given === "string") return fromText(given, readHostFile);
  const inEnv =
    env["GOOGLE_APPLICATION_CREDENTIALS_CONTENT"] ?? env["GOOGLE_APPLICATION_CREDENTIALS"];
  if (inEnv !== undefined) return fromText(inEnv, readHostFile);
  // Whoever never logged in has no such file.
  const stored = await readHostFile?.(defaultPath(env)).catch(() => undefined);
  return stored === undefined ? undefined : parse(stored);
}

/** JSON itself, or the path of a file that holds it. */
async function fromText(
  text: string,
  readHostFile: ((path: string) => Promise<string>) | undefined,
): Promise<GoogleCredentials> {
  if (text.trimStart().startsWith("{")) return parse(text);
  if (!readHostFile)
    throw new RequestFailure("Google's credentials cannot be read from a file here");
  const stored = await readHostFile(text).catch(() => {
    throw new RequestFailure(`Google's credentials cannot be read from \`${text}\``);
  });
  return parse(stored);
}

function fromMap(map: ReadonlyMap<string, BodyJson>): GoogleCredentials {
  return Object.fromEntries(Array.from(map).filter(([, value]) => typeof value === "string"));
}

function parse(text: string): GoogleCredentials {
  try {
    return JSON.parse(text) as GoogleCredentials;
  } catch {
    // The text is a secret, so the message does not show it.
    throw new RequestFailure("Google's credentials are not JSON");
  }
}

function defaultPath(env: Environment): string {
  const folder = env["APPDATA"] ?? `${env["HOME"]}/.config`;
  return `${folder}/gcloud/application_default_credentials.json`;
}
