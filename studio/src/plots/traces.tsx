/** Recorded signals over time. */
import { useEffect, useRef } from "preact/hooks";
import type { TracesSettings, ViewProps } from "../contract.ts";

/** One panel per signal. */
export function Traces({ computed }: ViewProps<TracesSettings>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const signal = computed.result?.signals[0];
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !signal) return;
    const { times, values } = signal;
    const [low, high, end] = [Math.min(...values), Math.max(...values), times.at(-1)!];
    context.clearRect(0, 0, 800, 300);
    context.beginPath();
    for (const [i, time] of times.entries()) context.lineTo((time / end) * 800, 300 - ((values[i]! - low) / (high - low)) * 300);
    context.stroke();
  }, [signal]);
  return <canvas ref={canvas} width={800} height={300} data-view="traces" />;
}
