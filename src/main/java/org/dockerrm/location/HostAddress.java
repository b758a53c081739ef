package org.dockerrm.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The host's own address, which containers on the network {@code host} have. */
@Component
public class HostAddress {

  /** An address from the documentation range: choosing a route to it sends nothing. */
  private static final byte[] ANYWHERE = {(byte) 203, 0, 113, 1};

  private final String configured;

  HostAddress(@Value("${HOSTIP:}") String configured) {
    this.configured = configured;
  }

  /** {@code HOSTIP} where it is set, else the address that this machine uses for the outside. */
  public String get() {
    return configured.isBlank() ? outwardAddress() : configured;
  }

  private static String outwardAddress() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getByAddress(ANYWHERE), 9);
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException | UncheckedIOException e) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }
}
