import { afterEach, describe, expect, it, vi } from "vitest";
import { asErrorView, HostError } from "./host";
import { webHost } from "./web";

const address = { hash: "#token=s3cret" } as Location;

afterEach(() => vi.unstubAllGlobals());

describe("the way to the headless host", () => {
  it("sends name, payload and token, and unwraps the answer", async () => {
    const fetched = vi.fn(
      async (_url: string, _init: RequestInit) => new Response(JSON.stringify({ ok: { state: "locked" } })),
    );
    vi.stubGlobal("fetch", fetched);
    const status = await webHost(address).call("status", {});
    expect(status).toEqual({ state: "locked" });
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toBe("/call");
    expect(JSON.parse(String(init?.body))).toEqual({ cmd: "status", payload: {} });
    expect(init?.headers).toMatchObject({ "x-battlebag-token": "s3cret" });
  });

  it("throws the engine's own words", async () => {
    const error = { kind: "passphrase", what: "That passphrase does not match.", next: "2 more tries." };
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ error })));
    const failed = await webHost(address)
      .call("unlock", { person: "A", passphrase: "b" })
      .catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(HostError);
    expect(asErrorView(failed)).toEqual(error);
  });

  it("says that nothing answered, and that the words are kept", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    const failed = await webHost(address)
      .call("status", {})
      .catch((thrown: unknown) => thrown);
    expect(asErrorView(failed).what).toContain("did not answer");
    expect(asErrorView(failed).next).toContain("kept");
  });
});
