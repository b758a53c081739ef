package org.dockerrm.support;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.dockerrm.support.RmClient.Answer;

/** Sends a package as a browser's form would, and removes types. */
public final class Upload {

  private static final String BOUNDARY = "a-boundary-of-the-tests";

  private Upload() {}

  /** Posts an archive to the types. */
  public static Answer post(RmClient rm, byte[] archive) {
    return post(rm, "", "upload.zip", archive, Map.of());
  }

  /** Posts an archive in the place of another. */
  public static Answer replace(RmClient rm, byte[] archive) {
    return post(rm, "?replace=true", "upload.zip", archive, Map.of());
  }

  /** Posts an archive with a query, a file name and further fields. */
  public static Answer post(
      RmClient rm, String query, String fileName, byte[] archive, Map<String, String> fields) {
    StringBuilder before = new StringBuilder();
    fields.forEach((name, value) -> before.append(part(name, "")).append(value).append("\r\n"));
    before.append(part("upfile", "; filename=\"" + fileName + "\""));
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(before.toString()),
            BodyPublishers.ofByteArray(archive),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    return send(rm, "POST", RmClient.ROOT + "/types" + query, body);
  }

  /** Deletes a type. */
  public static Answer delete(RmClient rm, String type) {
    return send(rm, "DELETE", RmClient.ROOT + "/types/" + type, BodyPublishers.noBody());
  }

  /** Sends a body that claims to be one of these to any path. */
  public static Answer send(RmClient rm, String method, String path, BodyPublisher body) {
    URI uri = rm.base().resolve(path);
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).method(method, body);
    if (body.contentLength() != 0) {
      builder.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }
    return Exchange.send(builder);
  }

  private static String part(String name, String more) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\""
        + more
        + "\r\n\r\n";
  }
}
