package org.dockerrm.workflow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first account of Cockpit and the engine's REST API: {@code admin}, made where there are no
 * users yet, with a random password that is written to the data directory.
 */
@Component
class AdminAccount {

  private static final Logger log = LoggerFactory.getLogger(AdminAccount.class);
  private static final String USER = "admin";
  private static final int PASSWORD_BYTES = 18;

  private final IdentityService identities;
  private final AuthorizationService authorizations;
  private final Path passwordFile;

  AdminAccount(
      IdentityService identities,
      AuthorizationService authorizations,
      @Value("${dockerrm.data-dir}") Path dataDirectory) {
    this.identities = identities;
    this.authorizations = authorizations;
    this.passwordFile = dataDirectory.resolve("admin-password");
  }

  /** Makes the account at the first start. */
  @EventListener(ContextRefreshedEvent.class)
  void ensure() {
    if (identities.createUserQuery().count() > 0) {
      return;
    }
    User admin = identities.newUser(USER);
    admin.setFirstName("Resource manager");
    admin.setLastName("Administrator");
    admin.setPassword(newPassword());
    identities.saveUser(admin);
    ensureGroup();
    identities.createMembership(USER, Groups.CAMUNDA_ADMIN);
    log.info("made user {} of Cockpit; the password is in {}", USER, passwordFile);
  }

  private void ensureGroup() {
    if (identities.createGroupQuery().groupId(Groups.CAMUNDA_ADMIN).count() == 0) {
      Group group = identities.newGroup(Groups.CAMUNDA_ADMIN);
      group.setName("Administrators");
      group.setType(Groups.GROUP_TYPE_SYSTEM);
      identities.saveGroup(group);
    }
    for (Resource resource : Resources.values()) {
      grantAll(resource);
    }
  }

  private void grantAll(Resource resource) {
    boolean granted =
        authorizations
                .createAuthorizationQuery()
                .groupIdIn(Groups.CAMUNDA_ADMIN)
                .resourceType(resource)
                .resourceId(Authorization.ANY)
                .count()
            > 0;
    if (!granted) {
      Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      grant.setGroupId(Groups.CAMUNDA_ADMIN);
      grant.setResource(resource);
      grant.setResourceId(Authorization.ANY);
      grant.addPermission(Permissions.ALL);
      authorizations.saveAuthorization(grant);
    }
  }

  private String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      Files.createDirectories(passwordFile.toAbsolutePath().getParent());
      Files.deleteIfExists(passwordFile);
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, password + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + passwordFile, e);
    }
    return password;
  }
}
