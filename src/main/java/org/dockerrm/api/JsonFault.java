package org.dockerrm.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What a client learns of a body that cannot be read. */
final class JsonFault {

  private JsonFault() {}

  /**
   * Why a body is not valid JSON, and where. A token without quotes is left out, since it may be a
   * password, and so are the names of the reader's own classes and settings.
   */
  static String of(JsonProcessingException e) {
    String message =
        e.getOriginalMessage()
            .replaceFirst("(?s)(Unrecognized token) '.*?':", "$1:")
            .replaceFirst("(?s) \\(bound as .*", "")
            .replaceFirst("(?s): enable `.*", "");
    JsonLocation at = e.getLocation();
    String place =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return "the body is not valid JSON: " + ClientText.shown(message) + place;
  }
}
