/** How many classes the flattest value of a shape has within each other; a scalar has none. */
import type { Shape, Shapes } from "../../base";

export class Heights {
  readonly #ofClass = new Map<string, number>();
  readonly #ofAlias = new Map<string, number>();

  constructor(shapes: Shapes) {
    // Heights only ever fall, and one that does not fall any more is right.
    while (this.#measure(shapes));
  }

  /** Infinite for a shape that has no finite value. */
  of(shape: Shape): number {
    switch (shape.kind) {
      case "class":
        return this.#ofClass.get(shape.name) ?? Number.POSITIVE_INFINITY;
      case "alias":
        return this.#ofAlias.get(shape.name) ?? Number.POSITIVE_INFINITY;
      case "union":
        return Math.min(...shape.members.map((member) => this.of(member)));
      default:
        // Lists and maps may be empty, and an optional may be null.
        return 0;
    }
  }

  /** Scalars before what may be empty, and that before classes. */
  flattest(shapes: readonly Shape[]): Shape | undefined {
    const cost = (shape: Shape): number => (isScalar(shape) ? -1 : this.of(shape));
    return shapes.reduce<Shape | undefined>(
      (best, shape) => (best === undefined || cost(shape) < cost(best) ? shape : best),
      undefined,
    );
  }

  /** True when something was found to be flatter than it seemed. */
  #measure({ classes, aliases }: Shapes): boolean {
    let hasFallen = false;
    for (const { name, fields } of Object.values(classes)) {
      const told = fields.filter(({ skip }) => !skip);
      const height = 1 + Math.max(0, ...told.map((field) => this.of(field.shape)));
      hasFallen = lower(this.#ofClass, name, height) || hasFallen;
    }
    for (const [name, shape] of Object.entries(aliases)) {
      hasFallen = lower(this.#ofAlias, name, this.of(shape)) || hasFallen;
    }
    return hasFallen;
  }
}

function lower(heights: Map<string, number>, name: string, height: number): boolean {
  if (height >= (heights.get(name) ?? Number.POSITIVE_INFINITY)) return false;
  heights.set(name, height);
  return true;
}

export function isScalar({ kind }: Shape): boolean {
  switch (kind) {
    case "class":
    case "alias":
    case "list":
    case "map":
    case "optional":
    case "union":
      return false;
    default:
      return true;
  }
}
