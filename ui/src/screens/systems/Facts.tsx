import type { SystemRow } from "../../host";
import { LinkButton } from "../../parts/Button";
import { SystemPlate } from "../../parts/SystemPlate";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";
import { isChecked } from "./matrix";

const EDGE: Record<string, string> = {
  hard: "stops with it",
  data: "takes its data",
  comfort: "comfort only",
};

/** The page of one system: what the bag says of it, what somebody said tonight, and what it stands on. */
export function Facts({ row, onGo }: { row: SystemRow; onGo: (code: string) => void }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const serves = row.wards.length === 0 ? "whole hospital" : row.wards.join(", ");
  const own: readonly [string, string][] =
    row.instance === ""
      ? []
      : [
          ["Kind", row.class_name],
          ["Serves", serves],
          ["Owner", row.owner],
          ["Phone", row.phone],
          ["Note", row.note === "" ? "none" : row.note],
        ];
  const facts: readonly [string, string][] = [
    ...own,
    ["If it is down", row.if_down],
    ["If it is silently wrong", row.if_wrong],
    ["By hand", row.fallback],
    ["Limits of that", row.limits],
  ];
  return (
    <div className="facts">
      <p className="row row-16">
        <span className="strong">{row.name}</span>
        <SystemPlate system={row.name} works={row.availability} believed={row.integrity} isChecked={isChecked(row)} />
      </p>
      <dl className="panel-record">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="semi">{label}</dt>
            <dd>{value === "" ? "not known" : value}</dd>
          </div>
        ))}
        <div>
          <dt className="semi">Said tonight</dt>
          <dd>
            {row.said
              ? `${row.said_by}, ${when(row.said_at, zone, now)}: ${row.evidence}`
              : "nobody has said anything of it"}
            {row.second_person !== "" && ` Vouched for by ${row.second_person} too; tested: ${row.tested}.`}
            {row.since && ` Wrong or lost since ${when(row.since, zone, now)}.`}
            {row.because !== "" && ` ${row.because.charAt(0).toUpperCase()}${row.because.slice(1)}.`}
          </dd>
        </div>
        <div>
          <dt className="semi">Holds until</dt>
          <dd>
            {row.expires_at
              ? `${when(row.expires_at, zone, now)}${row.lapsed ? ", lapsed: counts as suspect" : ""}`
              : "not known"}
          </dd>
        </div>
        <div>
          <dt className="semi">Stands on</dt>
          <dd>
            {row.stands_on.length === 0 && "nothing else in the register"}
            <ul>
              {row.stands_on.map((edge) => (
                <li key={`${edge.code} ${edge.edge}`} className="row">
                  <LinkButton onPress={() => onGo(edge.code)}>{edge.name}</LinkButton>{" "}
                  <span className="second">{EDGE[edge.edge] ?? edge.edge}</span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </div>
  );
}
