import { invoke } from "@tauri-apps/api/core";
import { asErrorView, type Host, HostError } from "./host";

/** The desktop shell. The only module that knows Tauri. */
export const tauriHost: Host = {
  async call(cmd, request) {
    try {
      return await invoke("call", { cmd, payload: request });
    } catch (thrown) {
      throw new HostError(asErrorView(thrown));
    }
  },
};
