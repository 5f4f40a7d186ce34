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
    .helpCommand(false);
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
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
  const examples = verb.examples.map(([line, meaning]) => `  lapicque ${line}\n      ${meaning}`).join("\n");
  const codes = exitCodes.map(([code, meaning]) => `  ${code}  ${meaning}`).join("\n");
  const argument = verb.argument ? `\n${verb.argument.spelling.slice(1, -1)} is ${verb.argument.meaning}.\n` : "";
  command.addHelpText("after", `${argument}\nExamples:\n${examples}\n\nExit status:\n${codes}`);
}

function quieten(command: Command, shell: Shell): void {
  command.exitOverride().configureOutput({ writeOut: shell.out, writeErr: shell.err });
}

/** commander hands over the arguments, then the flags, then the command. */
function collect(verb: Verb, given: readonly unknown[]): Given {
  const doc = verb.argument ? given[0] : "";
  const flags = given[verb.argument ? 1 : 0] as Given["flags"]; // commander's own type is a record of unknown.
  return { doc: typeof doc === "string" ? doc : "", flags };
}
