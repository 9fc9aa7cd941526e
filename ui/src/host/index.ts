import type { Host } from "./host";

/** The host this window runs in, chosen once: the desktop shell when it is there, else the headless host. */
export async function openHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost;
  return (await import("./web")).webHost(window.location);
}

export { asErrorView, type Host, HostError } from "./host";
export type * from "./views";
