/** For places that the types rule out: reaching one is a bug of ours, and says so. */
export function unreachable(value: never, what: string): never {
  throw new Error(`no such ${what}: ${JSON.stringify(value)}`);
}
