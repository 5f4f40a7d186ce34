/** A bound entry as a person reads it: equations as they were written, and tables of parameters, inputs and states. */
import { type ParseOptions, parseAssignments, parseExpression, printText, type Statement, type Tree } from "../../language/index.ts";
import { noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, type Node } from "../document/node.ts";
import type { BoundFlow } from "./flow.ts";
import { showValue } from "./unit-text.ts";

/** A line of a table. */
export interface DescribedQuantity {
  readonly name: string;
  /** A quantity (`4 nS`), or the expression or random value as it was written; empty for an input. */
  readonly value: string;
  readonly unit: string;
  readonly meaning?: string;
  readonly range?: readonly [string, string];
  readonly source?: string;
}

/** What `show` prints of an entry. Trees and statements are as written, to be printed in any notation. */
export interface Description {
  readonly statements: readonly Statement[];
  /** `spike` or `hazard`. */
  readonly conditions: readonly { readonly key: "spike" | "hazard"; readonly tree: Tree }[];
  readonly reset: readonly Statement[];
  /** As written; empty if there is none. */
  readonly refractory: string;
  readonly parameters: readonly DescribedQuantity[];
  readonly inputs: readonly DescribedQuantity[];
  readonly states: readonly DescribedQuantity[];
}

/** Describes a bound entry. */
export function describeFlow(bound: BoundFlow, units: "physical" | "none"): Description {
  const { node, flow, statements, parameters, scope } = bound;
  const options: ParseOptions = { declared: new Set(scope.names()), units };
  const unit = (name: string): Unit => {
    const measured = scope.measure(name);
    return measured?.kind === "quantity" ? measured.unit : noUnit;
  };
  const shownUnit = (name: string) => (unit(name).parts.length === 0 ? "" : unit(name).text);
  const conditions = (["spike", "hazard"] as const).flatMap((key) => {
    const condition = child(node, key);
    return condition?.kind === "scalar" ? [{ key, tree: parseExpression(condition.source, options) }] : [];
  });
  const states = flow.states.map(({ name }) => ({ name, value: writtenText(child(child(node, "initial"), name)), unit: shownUnit(name) }));
  const refractory = child(node, "refractory");
  return {
    statements,
    conditions,
    reset: ruleStatements(child(node, "reset"), options),
    refractory: writtenText(refractory?.kind === "map" ? child(refractory, "time") : refractory),
    parameters: flow.parameters.map(({ name }) => describeParameter(name, parameters.get(name), node)),
    inputs: flow.inputs.map(({ name }) => ({ name, value: "", unit: shownUnit(name) })),
    states,
  };
}

function describeParameter(name: string, parameter: ReturnType<BoundFlow["parameters"]["get"]>, node: Node): DescribedQuantity {
  const unit = parameter?.unit ?? noUnit;
  const show = (value: number) => showValue(value, unit);
  const written = child(child(node, "parameters"), name);
  return {
    name,
    value: parameter?.constant === undefined ? writtenText(written) : show(parameter.constant),
    unit: unit.parts.length === 0 ? "" : unit.text,
    ...(parameter?.meaning === undefined ? {} : { meaning: parameter.meaning }),
    ...(parameter?.range ? { range: [show(parameter.range[0]), show(parameter.range[1])] as const } : {}),
    ...(parameter?.source === undefined ? {} : { source: parameter.source }),
  };
}

/** The text of a value as it was written; empty if there is none. */
export function writtenText(node: Node | undefined): string {
  const scalar = node?.kind === "map" ? child(node, "value") : node;
  return scalar?.kind === "scalar" ? scalar.source.text.trim() : "";
}

/** The lines of a `reset` or `at-...` block as statements. */
export function ruleStatements(node: Node | undefined, options: ParseOptions): readonly Statement[] {
  if (node?.kind === "scalar") return parseAssignments(node.source, options).statements;
  return entriesOf(node).flatMap(([name, entry]): Statement[] => {
    if (entry.value.kind !== "scalar") return [];
    return [{ kind: "definition", name, value: parseExpression(entry.value.source, options), span: entry.value.span, nameSpan: entry.key }];
  });
}

/** The lines of a description as text of the language, as `show` prints them by default. */
export function descriptionLines({ statements, conditions, reset, refractory }: Description): string[] {
  return [
    ...statements.map(printText),
    ...conditions.map(({ key, tree }) => `${key}: ${printText(tree)}`),
    ...(reset.length > 0 ? [`reset: ${reset.map(printText).join("; ")}`] : []),
    ...(refractory ? [`refractory: ${refractory}`] : []),
  ];
}
