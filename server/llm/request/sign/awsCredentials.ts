/** Finds Amazon's credentials: in the options, the environment, or the account's files. */
import type { ResolvedClient } from "../client";
import { RequestFailure } from "../failure";
import type { Environment } from "../optionValue";

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export async function findAwsCredentials(
  client: ResolvedClient,
  env: Environment,
  readHostFile?: (path: string) => Promise<string>,
): Promise<AwsCredentials> {
  const option = (name: string) => {
    const value = client.settings.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const given = toCredentials(
    option("access_key_id"),
    option("secret_access_key"),
    option("session_token"),
  );
  if (given) return given;
  const profile = option("profile");
  const surrounding =
    profile === undefined
      ? toCredentials(
          env["AWS_ACCESS_KEY_ID"],
          env["AWS_SECRET_ACCESS_KEY"],
          env["AWS_SESSION_TOKEN"],
        )
      : undefined;
  if (surrounding) return surrounding;
  const name = profile ?? env["AWS_PROFILE"] ?? "default";
  const stored = await fromFiles(name, env, readHostFile);
  if (stored) return stored;
  throw new RequestFailure(
    "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the options access_key_id and secret_access_key",
  );
}

function toCredentials(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
): AwsCredentials | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

async function fromFiles(
  profile: string,
  env: Environment,
  readHostFile: ((path: string) => Promise<string>) | undefined,
): Promise<AwsCredentials | undefined> {
  const home = env["HOME"] ?? env["USERPROFILE"];
  const paths = [
    [env["AWS_SHARED_CREDENTIALS_FILE"] ?? `${home}/.aws/credentials`, profile],
    [
      env["AWS_CONFIG_FILE"] ?? `${home}/.aws/config`,
      profile === "default" ? profile : `profile ${profile}`,
    ],
  ] as const;
  for (const [path, section] of paths) {
    // A file that is not there holds no credentials, and that is all there is to know.
    const text = (await readHostFile?.(path).catch(() => "")) ?? "";
    const values = sectionOf(text, section);
    const found = toCredentials(
      values.get("aws_access_key_id"),
      values.get("aws_secret_access_key"),
      values.get("aws_session_token"),
    );
    if (found) return found;
  }
  return undefined;
}

/** The settings below `[name]`. */
function sectionOf(text: string, name: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*(.+?)\s*\]/.exec(line);
    const setting = /^\s*([^#;=\s]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (header) isInside = header[1] === name;
    else if (isInside && setting) values.set(setting[1]!, setting[2]!);
  }
  return values;
}
