/**
 * The second door of llm, for entry points that run in Node: the network.
 *
 * Invariant: nothing behind the first door leads here, so that a web build leaves it out.
 */
export {
  type NodeTransport,
  type NodeTransportOptions,
  nodeTransport,
} from "./transport/nodeTransport";
export { type ProxySettings, proxySettings } from "./transport/proxy";
