package org.dockerrm.catalog.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads of an archive; before {@link #release} only so much as an honest directory needs. */
final class BoundedChannel implements SeekableByteChannel {

  private static final long MOST = 4L << 20;

  private final SeekableByteChannel channel;
  private long left = MOST;

  BoundedChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** Ends the bound. */
  void release() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = channel.read(target);
    left -= Math.max(read, 0);
    if (left < 0) {
      throw new IOException("its list of entries is larger than " + PackageLimits.shown(MOST));
    }
    return read;
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException("archives are only read");
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException("archives are only read");
  }
}
