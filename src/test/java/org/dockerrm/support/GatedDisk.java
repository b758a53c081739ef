package org.dockerrm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2 (prefix {@code gated:}) whose writes can be held up, as those of a busy disk are. */
public final class GatedDisk extends FilePathWrapper {

  private static final ReentrantReadWriteLock GATE = new ReentrantReadWriteLock();

  static {
    FilePath.register(new GatedDisk());
  }

  /** H2 makes these itself. */
  public GatedDisk() {}

  /** The URL of a database in such a file. */
  public static String url(String path) {
    return "jdbc:h2:gated:" + path + ";WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE";
  }

  /** Holds up all writes; those under way have ended. */
  public static void shut() {
    GATE.writeLock().lock();
  }

  /** Lets them go on; called by the thread that shut the gate. */
  public static void open() {
    if (GATE.isWriteLockedByCurrentThread()) {
      GATE.writeLock().unlock();
    }
  }

  @Override
  public String getScheme() {
    return "gated";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Gated(super.open(mode));
  }

  private static final class Gated extends FileBase {

    private final FileChannel file;

    Gated(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      GATE.readLock().lock();
      try {
        return file.write(source);
      } finally {
        GATE.readLock().unlock();
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      GATE.readLock().lock();
      try {
        return file.write(source, position);
      } finally {
        GATE.readLock().unlock();
      }
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
