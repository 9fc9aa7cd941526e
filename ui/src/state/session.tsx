import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { asErrorView, type Commands, type ErrorView, type FrameView, type Host, type StatusView } from "../host";
import { useAnnounce } from "./announcer";
import { setHostNow } from "./clock";

/** How often the frame is read again, to see what other hands did. */
const FRAME_EVERY_MS = 2_000;
/** How often a screen is read again though nothing was written: things become late by themselves. */
const SCREEN_EVERY_MS = 30_000;

type Session = {
  host: Host;
  status: StatusView | null;
  frame: FrameView | null;
  /** The way to the engine is broken: said on the strip until it answers. */
  fault: ErrorView | null;
  /** Reads status and frame again. */
  refresh: () => Promise<void>;
  setStatus: (status: StatusView) => void;
  setFrame: (frame: FrameView | null) => void;
};

const SessionContext = createContext<Session | null>(null);

/** The host, who is signed in, and the frame around the screen. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session around this component");
  return session;
}

/** The frame of an open home. */
export function useFrame(): FrameView {
  const { frame } = useSession();
  if (!frame) throw new Error("no frame: the home is not open");
  return frame;
}

/** Keeps status and frame up to date for everything inside. */
export function SessionProvider({ host, children }: { host: Host; children: ReactNode }) {
  const [status, setStatus] = useState<StatusView | null>(null);
  const [frame, setFrameState] = useState<FrameView | null>(null);
  const [fault, setFault] = useState<ErrorView | null>(null);

  const setFrame = useCallback((next: FrameView | null) => {
    if (next) setHostNow(next.now);
    setFrameState((before) => (before && next && JSON.stringify(before) === JSON.stringify(next) ? before : next));
  }, []);

  const refresh = useCallback(async () => {
    try {
      const now = await host.call("status", {});
      setStatus(now);
      if (now.state === "open") setFrame(await host.call("frame", {}));
      else {
        setHostNow(now.now);
        setFrame(null);
      }
      setFault(null);
    } catch (thrown) {
      setFault(asErrorView(thrown));
    }
  }, [host, setFrame]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  const isOpen = status?.state === "open";
  useEffect(() => {
    if (!isOpen) return undefined;
    let live = true;
    const timer = setInterval(async () => {
      if (document.visibilityState === "hidden") return;
      try {
        const next = await host.call("frame", {});
        if (!live) return;
        setFrame(next);
        setFault(null);
      } catch (thrown) {
        if (!live) return;
        const view = asErrorView(thrown);
        if (view.kind === "locked") await refresh();
        else setFault(view);
      }
    }, FRAME_EVERY_MS);
    return () => {
      live = false;
      clearInterval(timer);
    };
  }, [isOpen, host, refresh, setFrame]);

  const session = useMemo(
    () => ({ host, status, frame, fault, refresh, setStatus, setFrame }),
    [host, status, frame, fault, refresh, setFrame],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** A screen's answer: nothing yet, the newest, or the newest before the engine stopped answering. */
export type Answer<T> = { view: T | null; error: ErrorView | null; reload: () => void };

/** Reads a screen from the engine; again when anything was written, and every half minute. */
export function useView<K extends keyof Commands>(
  cmd: K,
  request: Commands[K]["request"],
): Answer<Commands[K]["response"]> {
  const { host, frame, refresh } = useSession();
  const [answer, setAnswer] = useState<{
    asked: string;
    view: Commands[K]["response"] | null;
    error: ErrorView | null;
  }>({
    asked: "",
    view: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const revision = frame?.revision ?? 0;
  const asked = JSON.stringify([cmd, request]);
  const newest = useRef(0);

  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), SCREEN_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: turn and revision are reasons to read again
  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    const [name, payload] = JSON.parse(asked) as [K, Commands[K]["request"]];
    host
      .call(name, payload)
      .then((view) => {
        if (mine === newest.current) setAnswer({ asked, view, error: null });
      })
      .catch((thrown: unknown) => {
        if (mine !== newest.current) return;
        const error = asErrorView(thrown);
        // What was read before stays on screen; the error says that it may be old.
        setAnswer((before) => ({ asked, view: before.asked === asked ? before.view : null, error }));
        if (error.kind === "locked") void refresh();
      });
  }, [asked, host, turn, revision, refresh]);

  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const isMine = answer.asked === asked;
  return { view: isMine ? answer.view : null, error: isMine ? answer.error : null, reload };
}

/** The state of one act: nothing, under way, or refused with words to show where it happened. */
export type Act = {
  busy: boolean;
  error: ErrorView | null;
  clear: () => void;
  /** Calls the use case. Resolves with the answer, or null when it failed and `error` says why. */
  run: <K extends keyof Commands>(cmd: K, request: Commands[K]["request"]) => Promise<Commands[K]["response"] | null>;
  /** The same, and the error comes back too. Null for a second press while the first is under way. */
  attempt: <K extends keyof Commands>(cmd: K, request: Commands[K]["request"]) => Promise<Outcome<K> | null>;
};

/** What became of one act. */
export type Outcome<K extends keyof Commands> =
  | { answer: Commands[K]["response"]; error?: never }
  | { error: ErrorView; answer?: never };

/** One act of a person: says aloud what was written, reads the frame again, keeps the error beside its button. */
export function useAct(): Act {
  const { host, refresh } = useSession();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const running = useRef(false);

  const attempt = useCallback<Act["attempt"]>(
    async (cmd, request) => {
      // A second press while the first is under way is the same press.
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        const answer = await host.call(cmd, request);
        if (typeof answer === "object" && answer !== null && "said" in answer && "number" in answer)
          announce(answer.said);
        await refresh();
        return { answer };
      } catch (thrown) {
        const view = asErrorView(thrown);
        setError(view);
        announce(`${view.what} ${view.next}`, "assertive");
        if (view.kind === "locked") await refresh();
        return { error: view };
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [host, refresh, announce],
  );

  const run = useCallback<Act["run"]>(async (cmd, request) => (await attempt(cmd, request))?.answer ?? null, [attempt]);
  const clear = useCallback(() => setError(null), []);
  return useMemo(() => ({ busy, error, clear, run, attempt }), [busy, error, clear, run, attempt]);
}
