import type { NeedView } from "../../host";

/** Who vouches for the times above, and where they come from: each source once. */
export function Vouching({ needs }: { needs: readonly Pick<NeedView, "approval" | "source">[] }) {
  const lines = [...new Set(needs.map((need) => `Times ${need.approval}. Source: ${need.source || "none named"}.`))];
  return (
    <>
      {lines.map((line) => (
        <p key={line} className="second">
          {line}
        </p>
      ))}
    </>
  );
}
