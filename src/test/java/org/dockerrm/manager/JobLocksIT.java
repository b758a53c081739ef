package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job that this manager has locked and lost is not left alone until its lock runs out. */
class JobLocksIT {

  private final Manager manager = SharedManager.get();
  private final JdbcClient database = manager.bean(JdbcClient.class);

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void takesUpJobsThatItLockedAndLost() throws IOException {
    RmClient rm = manager.client();
    String instance = rm.install(Types.PROBE, Map.of());
    ObjectNode body = rm.body(Types.PROBE, "Uninstall", instance).put("force", true);
    body.putObject("properties").put("pause", "8");
    String request =
        rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText();
    String job =
        await("the job of its timer").until(() -> timer(request), found -> !found.isEmpty());

    String owner = Files.readString(manager.home().resolve("data/node-id")).strip();
    assertThat(lock(job, owner)).as("locked as by this manager").isEqualTo(1);

    await("its lock is taken away").atMost(Duration.ofSeconds(7)).until(() -> locks(job) == 0);
    assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
  }

  private String timer(String request) {
    return database
        .sql(
            """
            select j.ID_ from ACT_RU_JOB j join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_
            where e.BUSINESS_KEY_ = ? and j.HANDLER_TYPE_ like 'timer%'
            """)
        .param(request)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private int lock(String job, String owner) {
    return database
        .sql(
            """
            update ACT_RU_JOB set LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = dateadd(minute, 5, current_timestamp)
            where ID_ = ?
            """)
        .param(owner)
        .param(job)
        .update();
  }

  private long locks(String job) {
    return database
        .sql("select count(*) from ACT_RU_JOB where ID_ = ? and LOCK_OWNER_ is not null")
        .param(job)
        .query(Long.class)
        .single();
  }
}
