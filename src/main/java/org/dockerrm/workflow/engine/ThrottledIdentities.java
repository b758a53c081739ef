package org.dockerrm.workflow.engine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;

/**
 * The engine's users, with {@link LoginThrottle} in place of the engine's locks, by which anybody
 * could lock a user out. A wrong password costs the same work whether or not the user exists.
 */
final class ThrottledIdentities extends DbIdentityServiceProvider {

  private final LoginThrottle throttle;
  private final UserEntity unknownUser;

  private ThrottledIdentities(LoginThrottle throttle, UserEntity unknownUser) {
    this.throttle = throttle;
    this.unknownUser = unknownUser;
  }

  @Override
  public boolean checkPassword(@Nullable String userId, @Nullable String password) {
    if (userId == null || password == null) {
      return false;
    }
    String address = LoginAddress.current();
    Lock lock = throttle.lock(address, userId);
    lock.lock();
    try {
      return checkPassword(address, userId, password);
    } finally {
      lock.unlock();
    }
  }

  private boolean checkPassword(String address, String userId, String password) {
    Duration wait = throttle.wait(address, userId, password);
    if (!wait.isZero()) {
      LoginAddress.retryAfter(wait);
      return false;
    }
    UserEntity user = findUserById(userId);
    boolean right = matchPassword(password, user == null ? unknownUser : user) && user != null;
    if (right) {
      throttle.succeeded(address, userId, password);
    } else {
      throttle.failed(address, userId);
    }
    return right;
  }

  /** Opens them for each command of the engine. */
  static final class Factory implements SessionFactory {

    private final LoginThrottle throttle;
    private volatile @Nullable UserEntity unknownUser;

    Factory(LoginThrottle throttle) {
      this.throttle = throttle;
    }

    @Override
    public Class<?> getSessionType() {
      return DbIdentityServiceProvider.class;
    }

    @Override
    public Session openSession() {
      return new ThrottledIdentities(throttle, unknownUser());
    }

    /** Its password is encrypted as those of users are, which takes a command under way. */
    private UserEntity unknownUser() {
      UserEntity made = unknownUser;
      if (made == null) {
        made = new UserEntity();
        made.setPassword(UUID.randomUUID().toString());
        made.encryptPassword();
        unknownUser = made;
      }
      return made;
    }
  }
}
