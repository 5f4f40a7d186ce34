/** Adaptive steps in a row, compiled: a loop that hands over only where something may happen. */
import type { Operations } from "../base/index.ts";
import {
  type ErrorTerm,
  errorNorm,
  errorScale,
  staysBelow,
  stepControl,
  stepFactor,
  type Tableau,
  trialLength,
} from "../numerics/index.ts";
import { Expansion } from "./ir/expand.ts";
import { Graph } from "./ir/graph.ts";
import type { Node, Value } from "./ir/node.ts";
import type { StepperLayout } from "./stepper.ts";
import { Code } from "./wasm/code.ts";
import { Emitter } from "./wasm/emit.ts";
import { opcode } from "./wasm/opcodes.ts";

/**
 * The numbers of a march, in doubles from its start; n states, m watched levels.
 *
 * In and out: the time t, the part of it that is too small for a double to hold beside it, and the length proposed for the next step.
 * In: `stop`, which no step passes; `look`, the time at or after which a step is handed over; `floor`, the least time whose spacing of
 * doubles counts; `budget`, the number of steps after which to hand over; the relative tolerance, and the absolute ones {n}; by level the
 * sign in which it is watched for becoming positive, 0 if it is not {m}, and value and slope along the flow at t {m}.
 * Out: the length of the trial step (0: no step is small enough), the number of steps made, values and slopes at the end {m}.
 */
export interface MarchLayout {
  readonly t: 0;
  readonly rest: 1;
  readonly proposal: 2;
  readonly stop: 3;
  readonly look: 4;
  readonly floor: 5;
  readonly budget: 6;
  readonly length: 7;
  readonly made: 8;
  readonly relative: 9;
  readonly absolute: number;
  readonly signs: number;
  readonly value0: number;
  readonly flow0: number;
  readonly value1: number;
  readonly flow1: number;
  readonly size: number;
}

/** Where the numbers of a march stand, for n states and m levels. */
export function marchLayout(n: number, m: number): MarchLayout {
  const absolute = 10;
  const signs = absolute + n;
  return {
    ...{ t: 0, rest: 1, proposal: 2, stop: 3, look: 4, floor: 5, budget: 6, length: 7, made: 8, relative: 9 },
    ...{ absolute, signs, value0: signs + m, flow0: signs + 2 * m, value1: signs + 3 * m, flow1: signs + 4 * m, size: signs + 5 * m },
  };
}

/** What a march is made of: functions of the module by index, and the partial derivatives of levels that are not identically 0. */
export interface MarchParts {
  readonly tableau: Tableau;
  readonly layout: StepperLayout;
  readonly n: number;
  readonly m: number;
  readonly step: number;
  readonly rates: number;
  readonly levels: number;
  readonly mayDepend: (level: number, state: number) => boolean;
}

/** Arguments of the exported function: (y, p, work, march, levels), all addresses. */
const [y, p, work, march, levels] = [0, 1, 2, 3, 4] as const;
/** A local variable as a leaf of a graph, beside the blocks above. */
const local = 5;
/** Leaves are numbered by block and place. */
const blockSize = 1 << 20;

/**
 * Steps of an adaptive method from (t, y) with k_0 = f(t, y) in the work block. Each trial step is made again, shorter, until its error is
 * within the tolerance. It is then taken, and the next is made, unless: it reaches `stop` or `look`, is the last of the budget, or a watched
 * level may become positive in it. Then it stands in the work block as a trial step from (t, y), and the march ends.
 */
export function marchCode(parts: MarchParts): Code {
  return new MarchWriter(parts).code;
}

/** Makes values of a graph out of what stands in the blocks and in local variables. */
type Build = (o: Operations<Value, Value>, at: (block: number, place: number) => Value) => readonly Value[];

class MarchWriter {
  readonly code = new Code(["i32", "i32", "i32", "i32", "i32"]);
  readonly #parts: MarchParts;
  readonly #at: MarchLayout;
  readonly #locals: Readonly<Record<"t" | "rest" | "proposal" | "limit" | "grow" | "h" | "made" | "end", number>>;

  constructor(parts: MarchParts) {
    this.#parts = parts;
    this.#at = marchLayout(parts.n, parts.m);
    const fresh = () => this.code.local("f64");
    this.#locals = {
      ...{ t: fresh(), rest: fresh(), proposal: fresh(), limit: fresh() },
      ...{ grow: fresh(), h: fresh(), made: fresh(), end: fresh() },
    };
    this.#write();
  }

  #write(): void {
    const { code } = this;
    const { t, rest, proposal, made } = this.#locals;
    this.#set([t, rest, proposal, made], (o, at) => [...[0, 1, 2].map((place) => at(march, place)), o.constant(0)]);
    code.loop();
    this.#begin();
    code.loop();
    this.#trial();
    code.op(opcode.end);
    this.#watch();
    this.#handOverOrGoOn();
    code.op(opcode.end);
  }

  /** The distance to the stop, and how much the next step may grow. */
  #begin(): void {
    const { t, rest, limit, grow } = this.#locals;
    this.#set([limit, grow], (o, at) => [
      o.sub(o.sub(at(march, this.#at.stop), at(local, t)), at(local, rest)),
      o.constant(stepControl.growMost),
    ]);
  }

  /** One trial; again where its error is too large, end of the march where it cannot be shorter. */
  #trial(): void {
    const { code } = this;
    const { layout, step, rates } = this.#parts;
    const { t, proposal, limit, grow, h, end } = this.#locals;
    this.#set([h], (o, at) => [trialLength(o, at(local, proposal), at(local, limit))]);
    this.#test((o, at) => {
      const spacing = o.mul(o.constant(stepControl.vanishing * Number.EPSILON), o.max(at(local, t), at(march, this.#at.floor)));
      return [o.not(o.le(spacing, at(local, h)))];
    });
    code.if();
    this.#set([h], (o) => [o.constant(0)]);
    this.#handOver();
    code.op(opcode.end);
    this.#call(step, [t, h], [y, p, work]);
    this.#set([end], (o, at) => [o.add(at(local, t), at(local, h))]);
    if (!layout.leavesEnd) this.#callAt(rates, end, work, layout.yNew, work, layout.end);
    const error = code.local("f64");
    const isGood = code.local("f64");
    this.#set([error], (o, at) => [errorNorm(o, this.#errors(o, at))]);
    this.#set([isGood], (o, at) => {
      const good = o.and(o.le(at(local, error), o.constant(1)), this.#isSound(o, at));
      return [o.select(good, o.constant(1), o.constant(0))];
    });
    this.#set([proposal, grow], (o, at) => {
      const [present, e, length] = [at(local, proposal), at(local, error), at(local, h)];
      const factor = stepFactor(o, e, this.#order);
      const grown = o.mul(length, o.min(at(local, grow), factor));
      // A step cut short by an edge says nothing against the one that was wanted.
      const next = o.select(o.lt(length, present), o.max(grown, present), grown);
      const shorter = o.mul(length, o.select(o.le(e, o.constant(1)), o.constant(stepControl.shrinkMost), factor));
      return [o.select(o.eq(at(local, isGood), o.constant(1)), next, shorter), o.constant(1)];
    });
    this.#test((o, at) => [o.eq(at(local, isGood), o.constant(0))]);
    code.op(opcode.brIf);
    code.index(0);
  }

  get #order(): number {
    const { tableau } = this.#parts;
    return tableau.bErrorCoarse.length > 0 ? tableau.order : tableau.embeddedOrder + 1;
  }

  #errors(o: Operations<Value, Value>, at: (block: number, place: number) => Value): readonly ErrorTerm<Value>[] {
    const { tableau, layout, n } = this.#parts;
    return Array.from({ length: n }, (_, i) => {
      const size = o.max(o.abs(at(y, i)), o.abs(at(work, layout.yNew + i)));
      const [relative, absolute] = [at(march, this.#at.relative), at(march, this.#at.absolute + i)];
      const scale = errorScale(o, { relative, absolute, size, speed: o.abs(at(work, i)) });
      const coarse = tableau.bErrorCoarse.length > 0 ? { coarse: at(work, layout.coarse + i) } : {};
      return { error: at(work, layout.error + i), ...coarse, scale };
    });
  }

  /** Everything at the end of the step is finite: a sum of squares is, unless something is beyond 1e154, where nothing measured lies. */
  #isSound(o: Operations<Value, Value>, at: (block: number, place: number) => Value): Value {
    const { layout, n } = this.#parts;
    const places = Array.from({ length: n }, (_, i) => [layout.yNew + i, layout.end + i]).flat();
    const squares = places.map((place) => o.mul(at(work, place), at(work, place)));
    return o.lt(
      squares.reduce((sum, one) => o.add(sum, one)),
      o.constant(Number.POSITIVE_INFINITY),
    );
  }

  /** Levels and their slopes along the flow at the end of the trial step. */
  #watch(): void {
    const { layout, n, m, mayDepend } = this.#parts;
    if (m === 0) return;
    this.#callAt(this.#parts.levels, this.#locals.end, work, layout.yNew, levels, 0);
    const stored = Array.from({ length: m }, (_, j) => j);
    this.#store(
      stored.flatMap((j) => [this.#at.value1 + j, this.#at.flow1 + j]),
      (o, at) =>
        stored.flatMap((j) => {
          let flow = at(levels, m + j);
          for (let i = 0; i < n; i++) {
            if (!mayDepend(j, i)) continue;
            const partial = at(levels, 2 * m + j * n + i);
            // 0 * infinity must not hide a level that does not depend on a state that runs away.
            const part = o.mul(partial, at(work, layout.end + i));
            flow = o.add(flow, o.select(o.eq(partial, o.constant(0)), o.constant(0), part));
          }
          return [at(levels, j), flow];
        }),
    );
  }

  /** Takes the trial step and goes on, if nothing can happen in it. */
  #handOverOrGoOn(): void {
    const { code } = this;
    const { t, rest, limit, h, made, end } = this.#locals;
    const { m, n, layout } = this.#parts;
    const at = this.#at;
    this.#set([made], (o, from) => [o.add(from(local, made), o.constant(1))]);
    this.#test((o, from) => {
      let goesOn = o.and(o.lt(from(local, end), from(march, at.look)), o.lt(from(local, h), from(local, limit)));
      goesOn = o.and(goesOn, o.lt(from(local, made), from(march, at.budget)));
      for (let j = 0; j < m; j++) {
        const sign = from(march, at.signs + j);
        const signed = (place: number) => o.mul(sign, from(march, place + j));
        const perStep = (place: number) => o.mul(signed(place), from(local, h));
        goesOn = o.and(goesOn, staysBelow(o, signed(at.value0), perStep(at.flow0), signed(at.value1), perStep(at.flow1)));
      }
      return [o.not(goesOn)];
    });
    code.if();
    this.#handOver();
    code.op(opcode.end);
    this.#set([rest, t], (o, from) => {
      const sum = o.add(from(local, rest), from(local, h));
      const next = o.add(from(local, t), sum);
      return [o.sub(sum, o.sub(next, from(local, t))), next];
    });
    this.#copy(y, 0, work, layout.yNew, n);
    this.#copy(work, 0, work, layout.end, n);
    this.#copy(march, at.value0, march, at.value1, m);
    this.#copy(march, at.flow0, march, at.flow1, m);
    code.op(opcode.br);
    code.index(0);
  }

  #handOver(): void {
    const { t, rest, proposal, h, made } = this.#locals;
    const at = this.#at;
    const values = [t, rest, proposal, h, made];
    this.#store([at.t, at.rest, at.proposal, at.length, at.made], (_, from) => values.map((value) => from(local, value)));
    this.code.op(opcode.return);
  }

  /** Computes values from what is there now into local variables, all before the first is set. */
  #set(targets: readonly number[], build: Build): void {
    const { emitter, roots } = this.#compute(build);
    for (const root of roots) emitter.push(root);
    for (const target of targets.toReversed()) this.code.set(target);
  }

  /** Leaves a truth value on the stack. */
  #test(build: Build): void {
    const { emitter, roots } = this.#compute(build);
    emitter.push(roots[0]!);
  }

  /** Computes values into places of the march. */
  #store(places: readonly number[], build: Build): void {
    const { emitter, roots } = this.#compute(build);
    for (const root of roots) emitter.keep(root);
    for (const [k, root] of roots.entries()) {
      this.code.get(march);
      emitter.push(root);
      this.code.storeF64(8 * places[k]!);
    }
  }

  #compute(build: Build): { readonly emitter: Emitter; readonly roots: readonly Value[] } {
    const source = new Graph();
    const values = build(source.operations("f64"), (block, place) => source.leaf("slot", "f64", block * blockSize + place));
    const expansion = new Expansion(source, values);
    const roots = values.map((value) => expansion.value(value));
    const emitter = new Emitter(expansion.graph, this.code, (node) => this.#leaf(node));
    emitter.prepare(roots);
    return { emitter, roots };
  }

  #leaf({ data }: Node): void {
    const [block, place] = [Math.floor(data / blockSize), data % blockSize];
    this.code.get(block === local ? place : block);
    if (block !== local) this.code.loadF64(8 * place);
  }

  #copy(toBlock: number, to: number, fromBlock: number, from: number, count: number): void {
    const { code } = this;
    for (let i = 0; i < count; i++) {
      code.get(toBlock);
      code.get(fromBlock);
      code.loadF64(8 * (from + i));
      code.storeF64(8 * (to + i));
    }
  }

  #call(index: number, numbers: readonly number[], addresses: readonly number[]): void {
    for (const value of [...numbers, ...addresses]) this.code.get(value);
    this.code.call(index);
  }

  /** A function (time, y, p, out) at places of blocks. */
  #callAt(index: number, time: number, block: number, place: number, outBlock: number, out: number): void {
    const { code } = this;
    code.get(time);
    this.#address(block, place);
    code.get(p);
    this.#address(outBlock, out);
    code.call(index);
  }

  #address(block: number, place: number): void {
    this.code.get(block);
    if (place === 0) return;
    this.code.i32(8 * place);
    this.code.op(opcode.i32Add);
  }
}
