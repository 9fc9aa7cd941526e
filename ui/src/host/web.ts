import { asErrorView, type Host, HostError } from "./host";
import type { ErrorView } from "./views";

/**
 * The headless host: the same engine behind HTTP on this machine, for tests and for reading on a second screen. The
 * token stands in the fragment of the address, which a browser never sends.
 */
export function webHost(address: Location): Host {
  const token = new URLSearchParams(address.hash.replace(/^#/, "")).get("token") ?? address.hash.replace(/^#/, "");
  return {
    async call(cmd, request) {
      let answer: { ok?: unknown; error?: ErrorView };
      try {
        const response = await fetch("/call", {
          method: "POST",
          headers: { "content-type": "application/json", "x-battlebag-token": token },
          body: JSON.stringify({ cmd, payload: request }),
        });
        answer = await response.json();
      } catch (thrown) {
        throw new HostError(asErrorView(thrown));
      }
      if (answer.error) throw new HostError(answer.error);
      return answer.ok as never;
    },
  };
}
