/** Files, sockets and HTTP (6.7): the functions, and the classes they speak in. */
import { boolType, intType, mapType, namedType, nullType, stringType } from "../type";
import { type Builtin, type BuiltinClass, builtin, field, methodsOf } from "./builtin";

const strings = mapType(stringType, stringType);
const file = namedType("baml.fs.File");
const socket = namedType("baml.net.Socket");
const request = namedType("baml.http.Request");
const response = namedType("baml.http.Response");

export const resourceClasses: readonly BuiltinClass[] = [
  {
    name: "baml.fs.File",
    fields: [],
    isConstructible: false,
    documentation: "An open file; `baml.fs.open` makes one.",
  },
  {
    name: "baml.net.Socket",
    fields: [],
    isConstructible: false,
    documentation: "An open connection; `baml.net.connect` makes one.",
  },
  {
    name: "baml.http.Request",
    fields: [
      field("method", stringType),
      field("url", stringType),
      field("headers", strings),
      field("body", stringType),
    ],
    isConstructible: true,
    documentation: "An HTTP request, to be sent with `baml.http.send`.",
  },
  {
    name: "baml.http.Response",
    fields: [field("status_code", intType), field("headers", strings), field("url", stringType)],
    isConstructible: false,
    documentation: "The answer to an HTTP request.",
  },
];

const fileMethod = methodsOf("baml.fs.File", file);
const socketMethod = methodsOf("baml.net.Socket", socket);
const responseMethod = methodsOf("baml.http.Response", response);

export const resourceFunctions: readonly Builtin[] = [
  builtin("baml.fs.open", { path: stringType }, file, "Opens a file."),
  fileMethod("read", {}, stringType, "The whole content."),
  fileMethod("close", {}, nullType, "Closes the file."),
  builtin(
    "baml.net.connect",
    { address: stringType },
    socket,
    "Opens a connection to `host:port`.",
  ),
  socketMethod("read", {}, stringType, "What has arrived."),
  socketMethod("close", {}, nullType, "Closes the connection."),
  builtin("baml.http.fetch", { url: stringType }, response, "Sends a GET request."),
  builtin("baml.http.send", { request }, response, "Sends a request."),
  responseMethod("text", {}, stringType, "The body. It can be read once."),
  responseMethod("ok", {}, boolType, "Whether the status is from 200 to 299."),
];
