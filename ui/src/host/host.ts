import type { Commands, ErrorView } from "./views";

/** Calls one use case of the engine, in whatever shell this runs. */
export type Host = {
  call<K extends keyof Commands>(cmd: K, request: Commands[K]["request"]): Promise<Commands[K]["response"]>;
};

/** An error of the engine or of the way to it: what happened, what to do next. */
export class HostError extends Error {
  readonly view: ErrorView;

  constructor(view: ErrorView) {
    super(view.what);
    this.name = "HostError";
    this.view = view;
  }
}

/** Reads whatever a shell threw as an ErrorView; what is not one is our own fault and says so. */
export function asErrorView(thrown: unknown): ErrorView {
  if (thrown instanceof HostError) return thrown.view;
  if (isErrorView(thrown)) return thrown;
  const words = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : "";
  return {
    kind: "broken",
    what: words === "" ? "Battlebag did not answer." : `Battlebag did not answer: ${words}`,
    next: "What you typed is kept. Try again; if it happens again, start Battlebag again.",
  };
}

function isErrorView(thrown: unknown): thrown is ErrorView {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "kind" in thrown &&
    "what" in thrown &&
    typeof thrown.what === "string" &&
    "next" in thrown
  );
}
