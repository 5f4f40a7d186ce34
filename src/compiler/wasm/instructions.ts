/** Which instruction carries out an operation of the intermediate representation, in each format. */
import type { Format, Op } from "../ir/node.ts";
import { opcode, vectorOpcode } from "./opcodes.ts";

const scalar: Partial<Record<Op, number>> = {
  neg: opcode.f64Neg,
  abs: opcode.f64Abs,
  sqrt: opcode.f64Sqrt,
  floor: opcode.f64Floor,
  ceil: opcode.f64Ceil,
  trunc: opcode.f64Trunc,
  nearest: opcode.f64Nearest,
  not: opcode.i32Eqz,
  add: opcode.f64Add,
  sub: opcode.f64Sub,
  mul: opcode.f64Mul,
  div: opcode.f64Div,
  min: opcode.f64Min,
  max: opcode.f64Max,
  copysign: opcode.f64Copysign,
  lt: opcode.f64Lt,
  le: opcode.f64Le,
  eq: opcode.f64Eq,
  and: opcode.i32And,
  or: opcode.i32Or,
  select: opcode.select,
};

/** Truth values of vectors are masks, all bits of a lane set or none. */
const masks: Partial<Record<Op, number>> = {
  not: vectorOpcode.not,
  and: vectorOpcode.and,
  or: vectorOpcode.or,
  bitAnd: vectorOpcode.and,
  bitOr: vectorOpcode.or,
  bitClear: vectorOpcode.andNot,
  select: vectorOpcode.bitselect,
};

const doubles: Partial<Record<Op, number>> = {
  ...masks,
  neg: vectorOpcode.f64x2Neg,
  abs: vectorOpcode.f64x2Abs,
  sqrt: vectorOpcode.f64x2Sqrt,
  floor: vectorOpcode.f64x2Floor,
  ceil: vectorOpcode.f64x2Ceil,
  trunc: vectorOpcode.f64x2Trunc,
  nearest: vectorOpcode.f64x2Nearest,
  add: vectorOpcode.f64x2Add,
  sub: vectorOpcode.f64x2Sub,
  mul: vectorOpcode.f64x2Mul,
  div: vectorOpcode.f64x2Div,
  min: vectorOpcode.f64x2Min,
  max: vectorOpcode.f64x2Max,
  lesser: vectorOpcode.f64x2Pmin,
  greater: vectorOpcode.f64x2Pmax,
  lt: vectorOpcode.f64x2Lt,
  le: vectorOpcode.f64x2Le,
  eq: vectorOpcode.f64x2Eq,
  shiftLeft: vectorOpcode.i64x2Shl,
  shiftRight: vectorOpcode.i64x2ShrU,
};

const singles: Partial<Record<Op, number>> = {
  ...masks,
  neg: vectorOpcode.f32x4Neg,
  abs: vectorOpcode.f32x4Abs,
  sqrt: vectorOpcode.f32x4Sqrt,
  floor: vectorOpcode.f32x4Floor,
  ceil: vectorOpcode.f32x4Ceil,
  trunc: vectorOpcode.f32x4Trunc,
  nearest: vectorOpcode.f32x4Nearest,
  add: vectorOpcode.f32x4Add,
  sub: vectorOpcode.f32x4Sub,
  mul: vectorOpcode.f32x4Mul,
  div: vectorOpcode.f32x4Div,
  min: vectorOpcode.f32x4Min,
  max: vectorOpcode.f32x4Max,
  lesser: vectorOpcode.f32x4Pmin,
  greater: vectorOpcode.f32x4Pmax,
  lt: vectorOpcode.f32x4Lt,
  le: vectorOpcode.f32x4Le,
  eq: vectorOpcode.f32x4Eq,
  shiftLeft: vectorOpcode.i32x4Shl,
  shiftRight: vectorOpcode.i32x4ShrU,
};

export const instructions: Readonly<Record<Format, Partial<Record<Op, number>>>> = { f64: scalar, f64x2: doubles, f32x4: singles };
