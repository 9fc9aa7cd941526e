import { type TierCode, tierName } from "./tiers";

const OCTAGON = "12.3,2 27.7,2 38,12.3 38,27.7 27.7,38 12.3,38 2,27.7 2,12.3";

function Shape({ tier }: { tier: TierCode }) {
  switch (tier) {
    case "P1":
      return <polygon className="shape" points={OCTAGON} />;
    case "P2":
      return <polygon className="shape" points="20,1.5 38.5,20 20,38.5 1.5,20" />;
    case "P3":
      return <rect className="shape" x="3.5" y="3.5" width="33" height="33" />;
    case "P4":
      return <circle className="shape" cx="20" cy="20" r="17" />;
    default:
      return <circle className="shape" cx="20" cy="20" r="17" />;
  }
}

/**
 * The tier as a shape with its letters: octagon, diamond, square, circle, dotted ring. The same set as on paper.
 * `plain` is for places where the word already stands beside it: then the image is hidden from a screen reader.
 */
export function TierBadge({ tier, size = 40, plain = false }: { tier: TierCode; size?: number; plain?: boolean }) {
  return (
    <svg
      className={`tier-badge tier-${tier}`}
      width={size}
      height={size}
      viewBox="0 0 40 40"
      focusable="false"
      role="img"
      aria-label={tierName(tier)}
      aria-hidden={plain}
    >
      <Shape tier={tier} />
      <text x="20" y="25.5" textAnchor="middle">
        {tier === "none" ? "–" : tier}
      </text>
    </svg>
  );
}
