/** Programs twice over: in BAML, and as one would write them in JavaScript. Each gives an int. */
export interface BenchProgram {
  readonly name: string;
  readonly baml: string;
  readonly plain: () => number;
}

export const programs: readonly BenchProgram[] = [
  {
    name: "calls: fib(22)",
    baml: `function fib(n: int) -> int { if (n < 2) { return n; } fib(n - 1) + fib(n - 2) }
function main() -> int { fib(22) }`,
    plain: () => fib(22),
  },
  {
    name: "loops: a sum of 300,000",
    baml: `function main() -> int {
  let sum = 0;
  for (let i = 0; i < 300000; i += 1) { sum += i * i % 7; }
  sum
}`,
    plain: () => {
      let sum = 0;
      for (let i = 0; i < 300_000; i++) sum += (i * i) % 7;
      return sum;
    },
  },
  {
    name: "branches: Collatz up to 2,000",
    baml: `function main() -> int {
  let longest = 0;
  for (let start = 1; start < 2000; start += 1) {
    let n = start;
    let steps = 0;
    while (n != 1) {
      if (n % 2 == 0) { n /= 2; } else { n = 3 * n + 1; }
      steps += 1;
    }
    if (steps > longest) { longest = steps; }
  }
  longest
}`,
    plain: () => {
      let longest = 0;
      for (let start = 1; start < 2000; start++) {
        let steps = 0;
        for (let n = start; n !== 1; steps++) n = n % 2 === 0 ? n / 2 : 3 * n + 1;
        longest = Math.max(longest, steps);
      }
      return longest;
    },
  },
  {
    name: "arrays: primes below 50,000",
    baml: `function main() -> int {
  let composite: bool[] = [];
  for (let i = 0; i < 50000; i += 1) { composite.push(false); }
  let count = 0;
  for (let i = 2; i < 50000; i += 1) {
    if (!composite[i]) {
      count += 1;
      for (let j = i + i; j < 50000; j += i) { composite[j] = true; }
    }
  }
  count
}`,
    plain: () => {
      const composite: boolean[] = [];
      for (let i = 0; i < 50_000; i++) composite.push(false);
      let count = 0;
      for (let i = 2; i < 50_000; i++) {
        if (composite[i]) continue;
        count++;
        for (let j = i + i; j < 50_000; j += i) composite[j] = true;
      }
      return count;
    },
  },
  {
    name: "strings: 20,000 pieces, searched",
    baml: `function main() -> int {
  let text = "";
  for (let i = 0; i < 20000; i += 1) { text += "ab"; }
  let found = 0;
  for (let piece in text.split("b")) { if (piece.startsWith("a")) { found += piece.length(); } }
  found
}`,
    plain: () => {
      let text = "";
      for (let i = 0; i < 20_000; i++) text += "ab";
      let found = 0;
      for (const piece of text.split("b")) if (piece.startsWith("a")) found += piece.length;
      return found;
    },
  },
  {
    name: "maps: counting 50,000 words",
    baml: `function main() -> int {
  let words = ["one", "two", "three", "four", "five"];
  let counts: map<string, int> = {};
  for (let i = 0; i < 50000; i += 1) {
    let word = words[i % 5];
    if (counts.has(word)) { counts[word] += 1; } else { counts[word] = 1; }
  }
  counts["three"]
}`,
    plain: () => {
      const words = ["one", "two", "three", "four", "five"];
      const counts = new Map<string, number>();
      for (let i = 0; i < 50_000; i++) {
        const word = words[i % 5]!;
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
      return counts.get("three")!;
    },
  },
  {
    name: "objects: 50,000 method calls",
    baml: `class Point {
  x int
  y int
  function plus(self, other: Point) -> Point { Point { x: self.x + other.x, y: self.y + other.y } }
}
function main() -> int {
  let sum = Point { x: 0, y: 0 };
  let step = Point { x: 1, y: 2 };
  for (let i = 0; i < 50000; i += 1) { sum = sum.plus(step); }
  sum.x + sum.y
}`,
    plain: () => {
      let sum = new Point(0, 0);
      const step = new Point(1, 2);
      for (let i = 0; i < 50_000; i++) sum = sum.plus(step);
      return sum.x + sum.y;
    },
  },
  {
    name: "match: 100,000 values",
    baml: `function kind(value: int | string | bool) -> int {
  match (value) { n: int if n > 5 => 1, int => 2, "a" => 3, string => 4, bool => 5 }
}
function main() -> int {
  let values: (int | string | bool)[] = [1, 9, "a", "b", true];
  let sum = 0;
  for (let i = 0; i < 100000; i += 1) { sum += kind(values[i % 5]); }
  sum
}`,
    plain: () => {
      const values: readonly (number | string | boolean)[] = [1, 9, "a", "b", true];
      let sum = 0;
      for (let i = 0; i < 100_000; i++) sum += kind(values[i % 5]!);
      return sum;
    },
  },
  {
    name: "errors: 20,000 thrown and caught",
    baml: `function odd(n: int) -> int { if (n % 2 == 0) { throw "even"; } n }
function main() -> int {
  let caught = 0;
  for (let i = 0; i < 40000; i += 1) { let one = odd(i) catch (e) { string => 1 }; caught += one - odd(1); }
  caught
}`,
    plain: () => {
      let caught = 0;
      for (let i = 0; i < 40_000; i++) {
        try {
          caught += odd(i) - odd(1);
        } catch {
          caught += 1 - odd(1);
        }
      }
      return caught;
    },
  },
];

function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}

  plus(other: Point): Point {
    return new Point(this.x + other.x, this.y + other.y);
  }
}

function kind(value: number | string | boolean): number {
  if (typeof value === "number") return value > 5 ? 1 : 2;
  if (typeof value === "string") return value === "a" ? 3 : 4;
  return 5;
}

function odd(n: number): number {
  if (n % 2 === 0) throw new Error("even");
  return n;
}
