# The resource manager as a container. The jar is built beforehand: ./dockerrm up, or mvn package.
# It drives the Docker engine whose socket is mounted into it:
#   docker run -v /var/run/docker.sock:/var/run/docker.sock \
#     --group-add "$(stat -c %g /var/run/docker.sock)" -p 127.0.0.1:8081:8081 dockerrm
FROM debian:bookworm-slim

# The slim image has no manual pages, and an older Java package stumbles over the missing directory.
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      ca-certificates curl openjdk-17-jre-headless \
 && rm -rf /var/lib/apt/lists/*

# Not root: what the user may do with the engine is what the socket's group allows.
RUN useradd --uid 1000 --user-group --home-dir /opt/rm --shell /usr/sbin/nologin dockerrm \
 && mkdir -p /opt/rm/data \
 && chown dockerrm:dockerrm /opt/rm/data \
 && chmod 700 /opt/rm/data

WORKDIR /opt/rm
COPY target/dockerrm.jar ./
COPY config config
COPY processes processes
COPY csars csars

# Inside a container every address is private to its networks; publish the port where you want it.
ENV DOCKERRM_ADDRESS=0.0.0.0 \
    DOCKERRM_PORT=8081 \
    DOCKERRM_METRIC_ADDRESS=0.0.0.0 \
    DOCKERRM_METRIC_PORT=8082 \
    DOCKERRM_DATA=/opt/rm/data

USER dockerrm
VOLUME /opt/rm/data
EXPOSE 8081 8082

HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
  CMD curl -fsS --noproxy '*' --max-time 4 "http://localhost:${DOCKERRM_PORT}/actuator/health"

# A manager without memory ends, to be started again, and does not go on with threads missing. Threads
# that take metrics give way to those that work on transitions; Java would warn that raising a priority
# needs root.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
  "-XX:ThreadPriorityPolicy=1", "-XX:-PrintWarnings", \
  "-jar", "/opt/rm/dockerrm.jar"]
