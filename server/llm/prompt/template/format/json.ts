/** Data as JSON on one line. */
import { exponentFloat } from "../print";
import { type Data, isDataList, isDataMap } from "./data";

export function toJson(data: Data): string {
  if (isDataList(data)) return `[${data.map(toJson).join(",")}]`;
  if (isDataMap(data)) {
    const members = Array.from(data, ([key, value]) => `${JSON.stringify(key)}:${toJson(value)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof data === "number") return exponentFloat(data, 1e-5);
  return typeof data === "string" ? JSON.stringify(data) : String(data);
}
