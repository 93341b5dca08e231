/**
 * What is wrong with a declaration beyond its types: names, attributes, clients, retry
 * policies, generators and tests (7.3 and appendix A).
 *
 * Invariant: asks the environment for everything outside the item, like every check.
 */
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode } from "../syntax/tree";
import type { ConfigBlockView } from "../syntax/views/config";
import { itemView } from "../syntax/views/declarations";
import type { Environment } from "../types/environment";
import { attributeDiagnostics } from "./attributes";
import { clientDiagnostics } from "./clients";
import { generatorDiagnostics } from "./generators";
import { llmFunctionDiagnostics, templateStringDiagnostics } from "./llmFunctions";
import { nameDiagnostics } from "./names";
import { retryPolicyDiagnostics } from "./retryPolicies";
import { testDiagnostics } from "./tests";
import { misplacedTypeBuilders } from "./typeBuilders";

export function declarationDiagnostics(
  node: SyntaxNode,
  environment: Environment,
): readonly Diagnostic[] {
  const view = itemView(node);
  if (!view || view.kind === "header") return [];
  const common = [
    ...nameDiagnostics(view, environment),
    ...attributeDiagnostics(view, environment),
  ];
  switch (view.kind) {
    case "function":
      return [...common, ...llmFunctionDiagnostics(view, environment)];
    case "class":
      return [
        ...common,
        ...view.methods.flatMap((method) => llmFunctionDiagnostics(method, environment)),
      ];
    case "templateString":
      return [...common, ...templateStringDiagnostics(view)];
    case "client":
      return [...common, ...builders(view.block), ...clientDiagnostics(view, environment)];
    case "retryPolicy":
      return [...common, ...builders(view.block), ...retryPolicyDiagnostics(view)];
    case "generator":
      return [...common, ...builders(view.block), ...generatorDiagnostics(view)];
    case "test":
      return [...common, ...testDiagnostics(view, environment)];
    default:
      return common;
  }
}

function builders(block: ConfigBlockView | undefined): readonly Diagnostic[] {
  return misplacedTypeBuilders(block?.typeBuilders ?? []);
}
