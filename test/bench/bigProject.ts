/** A project of as many files as wanted, each of some fifty lines, each using the one before. */

/** By path. Declarative alone, so that every dialect of the language can check it. */
export function bigProject(files: number): ReadonlyMap<string, string> {
  const texts = Array.from({ length: files }, (_, index): [string, string] => [
    `baml_src/part${index}.baml`,
    partText(index),
  ]);
  return new Map([["baml_src/clients.baml", CLIENT], ...texts]);
}

/** Adds an expression function to each file, which calls the one before. */
export function bigProgram(files: number): ReadonlyMap<string, string> {
  const texts = [...bigProject(files)].map(([path, text]): [string, string] => {
    const index = /part(\d+)/.exec(path)?.[1];
    return [path, index === undefined ? text : text + pipelineText(Number(index))];
  });
  return new Map(texts);
}

const CLIENT = `client<llm> Mini {
  provider openai
  options {
    model "gpt-4o-mini"
    api_key env.OPENAI_API_KEY
  }
}
`;

function partText(index: number): string {
  const before = index === 0 ? "string" : `Ticket${index - 1}[]`;
  return `/// What a message of kind ${index} asks for.
class Ticket${index} {
  product string @description("The product the customer speaks of")
  problem string @alias("what_is_wrong")
  urgency Urgency${index}
  dangerous bool
  steps string[] @description(#"What was tried already"#)
  before ${before}
  cost float?
}

enum Urgency${index} {
  Low @description("It can wait until next week")
  Normal
  High
}

/// Turns a message into a ticket.
function Extract${index}(message: string, known: Ticket${index}[]) -> Ticket${index} {
  client Mini
  prompt #"
    {{ _.role("system") }}
    You read messages of customers of a shop for kitchen goods.
    {% for ticket in known %}
      - {{ ticket.product }}: {{ ticket.problem|upper }}
    {% endfor %}

    {{ ctx.output_format }}

    {{ _.role("user") }}
    {{ message }}
  "#
}

test Kettle${index} {
  functions [Extract${index}]
  args {
    message "My kettle hisses."
    known []
  }
}
`;
}

function pipelineText(index: number): string {
  const below = index === 0 ? "urgent" : `Pipeline${index - 1}(message) + urgent`;
  return `
function Pipeline${index}(message: string) -> int {
  let ticket = Extract${index}(message, []);
  let urgent = match (ticket.urgency) {
    Urgency${index}.Low => 0,
    Urgency${index}.Normal => 1,
    Urgency${index}.High => ticket.steps.length()
  };
  if (ticket.dangerous) { return 100; }
  ${below}
}
`;
}
