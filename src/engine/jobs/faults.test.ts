import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reach, settle } from '../testing/fakeWorkers';
import { type FaultSubject, SUBJECTS, trainingSubject } from '../testing/faultSubjects';

/** Timers go on when a test says so, and whoever reads the clock finds a tenth of a second gone: nothing depends on the machine. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    time += 100;
    return time;
  });
});

let subject: FaultSubject | undefined;

afterEach(() => {
  subject?.end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The clock goes on, a second at a time, and all that waits for it follows. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1000);
    await settle(10);
  }
}

const shows = (own: FaultSubject, number: number) => () => own.shown.at(-1)?.number === number;
const tells = (own: FaultSubject, words: RegExp) => () => own.told.some((text) => words.test(text));

/** What goes wrong after the document 1 was shown, and how the visitor is told. */
const FAULTS: readonly {
  readonly fault: string;
  readonly happen: (own: FaultSubject) => void | Promise<void>;
  readonly words: RegExp;
}[] = [
  {
    fault: 'the work throws',
    happen: (own) => {
      own.workers.befall('throws');
      own.ask(2);
    },
    words: /stopped: sabotage/,
  },
  {
    fault: 'there is no memory',
    happen: (own) => {
      own.workers.befall('wants memory');
      own.ask(2);
    },
    words: /stopped: there is not enough memory/,
  },
  {
    fault: 'the worker posts an error',
    happen: async (own) => {
      own.workers.befall('hangs');
      own.ask(2);
      await settle();
      own.workers.breakLast('boom');
    },
    words: /broke off: boom/,
  },
  {
    fault: 'the worker dies',
    happen: async (own) => {
      own.workers.befall('hangs');
      own.ask(2);
      await settle();
      own.workers.breakLast();
    },
    words: /broke off, perhaps because it ran out of memory/,
  },
  {
    fault: 'the worker does not answer',
    happen: async (own) => {
      own.workers.befall('hangs');
      own.ask(2);
      await pass(61);
    },
    words: /gave no answer for \d+ s and was ended|not finished after 20 s/,
  },
  {
    fault: 'another worker cannot be made',
    happen: async (own) => {
      own.workers.befall('hangs');
      own.ask(2);
      await settle();
      own.workers.breakLast();
      own.workers.bar(true);
      own.again();
      await settle();
      own.workers.bar(false);
    },
    words: /could not be started: no script/,
  },
];

describe.each(Object.entries(SUBJECTS))('%s', (_, make) => {
  const start = async () => {
    const own = make();
    subject = own;
    own.ask(1);
    await reach(shows(own, 1), 'the first document');
    return own;
  };

  describe.each(FAULTS)('$fault', ({ happen, words }) => {
    test('is told, and the same document can be started again', async () => {
      const own = await start();
      await happen(own);
      await reach(tells(own, words), String(words));
      own.again();
      await reach(shows(own, 2), 'the same document');
    });

    test('is told, and the next document is worked at', async () => {
      const own = await start();
      await happen(own);
      await reach(tells(own, words), String(words));
      own.ask(3);
      await reach(shows(own, 3), 'the next document');
    });
  });

  test('the first worker cannot be made: that is told, and it can be started later', async () => {
    const own = make();
    subject = own;
    own.workers.bar(true);
    own.ask(1);
    await reach(tells(own, /could not be started: no script/), 'the words');
    own.workers.bar(false);
    own.again();
    await reach(shows(own, 1), 'the document');
  });

  test('orders cross: of many the newest is shown last, and nothing of those before it after that', async () => {
    const own = await start();
    for (let number = 2; number < 20; number++) own.ask(number);
    const before = own.shown.length;
    await reach(shows(own, 19), 'the newest');
    await settle();
    expect(own.shown.slice(before).every(({ number }) => number === 19)).toBe(true);
    expect(own.told).toEqual([]);
  });

  test('the worker does not answer, and meanwhile another document is asked for: that is worked at', async () => {
    const own = await start();
    own.workers.befall('hangs');
    own.ask(2);
    await settle();
    own.ask(3);
    await pass(61);
    await reach(shows(own, 3), 'the next document');
    expect(own.workers.made()).toBe(2);
  });

  test('a worker at work, and one at rest, is left alone', async () => {
    const own = await start();
    await pass(25);
    own.ask(2);
    await reach(shows(own, 2), 'the next document');
    expect(own.told).toEqual([]);
    expect(own.workers.made()).toBe(1);
  });
});

const WITH_DEVICE = Object.entries(SUBJECTS).filter(([, make]) => make().device);

describe.each(WITH_DEVICE)('the device of %s', (_, make) => {
  const start = async () => {
    const own = make();
    subject = own;
    const { device } = own;
    if (!device) throw new Error('no device');
    own.ask(1);
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor');
    return { own, device };
  };

  test('is lost once: that is told, work goes on without it, and it comes back', async () => {
    const { own, device } = await start();
    device.lose();
    await reach(tells(own, /context was lost\. .* goes on without it/), 'the loss');
    await reach(() => own.shown.at(-1)?.executor === 'reference', 'the reference executor');
    await pass(1);
    await reach(tells(own, /is back/), 'the return');
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor again');
  });

  test('is lost five times: that is told, work goes on without it, and whoever starts again has it again', async () => {
    const { own, device } = await start();
    const loseAgain = async (losses: number) => {
      device.lose();
      await reach(() => own.told.filter((text) => text.includes('was lost.')).length === losses, 'the loss');
      await pass(5);
    };
    for (let loss = 1; loss <= 3; loss++) await loseAgain(loss);
    device.lose();
    await reach(tells(own, /again and again/), 'the end of it');
    const before = own.shown.length;
    await reach(() => own.shown.length > before + 2, 'more results');
    expect(own.shown.at(-1)?.executor).toBe('reference');
    own.again();
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor again');
    await reach(() => /is back/.test(own.told.at(-1) ?? ''), 'the return');
    await loseAgain(4);
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor after the fifth loss');
  });

  test('is lost while programs are linked: that is told, and it comes back', async () => {
    const own = make();
    subject = own;
    own.device?.whileLinking('is lost');
    own.ask(1);
    await reach(tells(own, /context was lost\. .* goes on without it/), 'the loss');
    own.device?.whileLinking(undefined);
    await pass(1);
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor');
  });

  test('fails as nobody foresaw while programs are linked: work goes on without it', async () => {
    const own = make();
    subject = own;
    own.device?.whileLinking('throws');
    own.ask(1);
    await reach(() => own.shown.length > 5, 'results');
    expect(own.shown.at(-1)).toEqual({ number: 1, executor: 'reference' });
  });

  test('answers NaN: work goes on without it, and the next document has it again', async () => {
    const { own, device } = await start();
    device.answerNan(true);
    await reach(() => own.shown.at(-1)?.executor === 'reference', 'the reference executor');
    await settle();
    expect(own.shown.every(({ number }) => number === 1)).toBe(true);
    device.answerNan(false);
    own.ask(2);
    await reach(() => own.shown.at(-1)?.executor === 'fused', 'the fast executor');
    await reach(shows(own, 2), 'the next document');
  });
});

describe('the device of training', () => {
  const start = async () => {
    const own = trainingSubject();
    subject = own;
    own.ask(1);
    await reach(shows(own, 1), 'the first document');
    return own;
  };
  const goesOn = async (own: Awaited<ReturnType<typeof start>>) => {
    const steps = own.shown.at(-1)?.steps ?? 0;
    await reach(() => (own.shown.at(-1)?.steps ?? 0) > steps + 2, 'more steps');
  };

  test('is lost once: that is told, and training goes on from the last good step', async () => {
    const own = await start();
    own.fake.lose();
    await reach(tells(own, /context was lost; training goes on from step \d+ on a fake device/), 'the loss');
    await goesOn(own);
  });

  test('is lost five times: that is told, and training goes on without it', async () => {
    const own = await start();
    for (let loss = 1; loss <= 5; loss++) {
      own.fake.lose();
      await goesOn(own);
    }
    expect(own.told.at(-1)).toMatch(
      /lost again and again; training goes on from step \d+ on plain JavaScript/,
    );
  });

  test('answers NaN: the plan stops, says why, and the next document is trained', async () => {
    const own = await start();
    own.fake.answerNan(true);
    await reach(tells(own, /./), 'why it stopped');
    own.fake.answerNan(false);
    own.ask(2);
    await reach(shows(own, 2), 'the next document');
  });
});
