/** The command line: words in, exit status out. Everything it touches comes from the shell, so that tests run it in process. */
import { Command, CommanderError } from "commander";
import { LapicqueError, version } from "../base/index.ts";
import { refuse } from "./refuse.ts";
import type { Shell } from "./shell.ts";
import { exitCodes, type Given, type Verb } from "./verb.ts";
import { verbs } from "./verbs/index.ts";

/** Runs one command line (without `node` and the program's name) and gives its exit status. */
export async function lapicque(args: readonly string[], shell: Shell): Promise<number> {
  let status = 0;
  const program = new Command("lapicque")
    .description("Write a neuron model once, as equations with units; see it at every scale.")
    .version(version, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .helpCommand(false)
    .addHelpText("after", `\nExamples:\n${exampleLines(introduction)}\n\n\`lapicque VERB --help\` says more of each.`);
  quieten(program, shell);
  for (const verb of verbs) {
    const command = program.command(verb.argument ? `${verb.name} ${verb.argument.spelling}` : verb.name);
    describe(command, verb);
    quieten(command, shell);
    command.action(async (...given: unknown[]) => {
      status = await act(shell, verb, collect(verb, given));
    });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // Called without a verb, the program has printed its help.
    if (error.code === "commander.help") return 2;
    const verb = verbs.find(({ name }) => name === args[0])?.name ?? "";
    const problem = error.message.replace(/^error: /, "").replace(/\s+/g, " ");
    return refuse(shell, { doc: "", flags: { json: args.includes("--json") } }, [new LapicqueError("usage", { problem, verb })]);
  }
}

async function act(shell: Shell, verb: Verb, given: Given): Promise<number> {
  try {
    return await (await verb.load())(shell, given);
  } catch (error) {
    if (error instanceof LapicqueError) return refuse(shell, given, [error]);
    throw error;
  }
}

function describe(command: Command, verb: Verb): void {
  command.description(verb.summary).helpOption("-h, --help", "print this");
  for (const { spelling, meaning, repeats } of verb.flags)
    if (repeats) command.option(spelling, meaning, (value: string, before: readonly string[] = []) => [...before, value]);
    else command.option(spelling, meaning);
  const codes = exitCodes.map(([code, meaning]) => `  ${code}  ${meaning}`).join("\n");
  const argument = verb.argument ? `\n${verb.argument.spelling.slice(1, -1)} is ${verb.argument.meaning}.\n` : "";
  command.addHelpText("after", `${argument}\nExamples:\n${exampleLines(verb.examples)}\n\nExit status:\n${codes}`);
}

/** What to try first. */
const introduction: Verb["examples"] = [
  ["run example:firing-patterns", "computes an example; results and figures in out/firing-patterns/"],
  ["show adex --yaml", "a document to begin from"],
];

function exampleLines(examples: Verb["examples"]): string {
  return examples.map(([line, meaning]) => `  lapicque ${line}\n      ${meaning}`).join("\n");
}

function quieten(command: Command, shell: Shell): void {
  // Mistakes are told like every other, by `refuse`.
  command.exitOverride().configureOutput({ writeOut: shell.out, writeErr: shell.err, outputError: () => {} });
}

/** commander hands over the arguments, then the flags, then the command. */
function collect(verb: Verb, given: readonly unknown[]): Given {
  const doc = verb.argument ? given[0] : "";
  const flags = given[verb.argument ? 1 : 0] as Given["flags"]; // commander's own type is a record of unknown.
  return { doc: typeof doc === "string" ? doc : "", flags };
}
