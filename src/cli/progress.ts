import { SingleBar } from 'cli-progress';
import type { Progress } from '#usecases/recap/compile-export.ts';

/** Shows how far a compile is: a bar on a terminal, a line a step elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): {
  show: (progress: Progress) => void;
  end: () => void;
} {
  let step = '';
  let bar: SingleBar | undefined;
  const show = ({ step: next, done, total }: Progress): void => {
    if (!stream.isTTY) {
      if (next !== step) stream.write(`${next} …\n`);
      step = next;
      return;
    }
    bar ??= startBar(stream);
    step = next;
    bar.setTotal(total ?? Math.max(done, 1));
    bar.update(done, { step });
  };
  return { show, end: () => bar?.stop() };
}

function startBar(stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar({
    stream,
    format: '{step} {bar} {value}',
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: true,
  });
  bar.start(1, 0, { step: '' });
  return bar;
}
