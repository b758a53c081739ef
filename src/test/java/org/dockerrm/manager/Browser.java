package org.dockerrm.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.util.FileSystemUtils;

/**
 * A person's browser, before the web applications of a manager: the machine's own Chromium, with a
 * profile of its own. Nothing is downloaded.
 */
final class Browser implements AutoCloseable {

  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Dimension WINDOW = new Dimension(1400, 900);

  private final URI base;
  private final Path profile;
  private final ChromeDriver driver;

  private Browser(URI base, Path profile, ChromeDriver driver) {
    this.base = base;
    this.profile = profile;
    this.driver = driver;
  }

  static Path chromium() {
    return Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  }

  static Path driver() {
    return Path.of(System.getProperty("webdriver.chrome.driver", "/usr/bin/chromedriver"));
  }

  static Browser open(URI base) {
    // Selenium's own finder of browsers would look on the web and report its use.
    System.setProperty("se.offline", "true");
    System.setProperty("se.avoid-stats", "true");
    try {
      Path profile = Files.createTempDirectory("dockerrm-browser");
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(driver().toFile())
              .usingAnyFreePort()
              .build();
      Browser browser = new Browser(base, profile, new ChromeDriver(service, options(profile)));
      browser.driver.manage().window().setSize(WINDOW);
      return browser;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChromeOptions options(Path profile) {
    return new ChromeOptions()
        .setBinary(chromium().toFile())
        .addArguments(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en",
            "--hide-scrollbars",
            "--user-data-dir=" + profile);
  }

  /** Opens one of the web applications, {@code cockpit}, {@code tasklist}, {@code admin}. */
  void visit(String application, String place) {
    driver.get(base.resolve("/camunda/app/" + application + "/default/#" + place).toString());
  }

  /** Opens any page of the manager. */
  void visit(String path) {
    driver.get(base.resolve(path).toString());
  }

  /** What the browser's console says about a kind of fault since the last question. */
  List<String> complaints(String about) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains(about))
        .toList();
  }

  void login(String user, String password) {
    type("input[type=text]", user);
    type("input[type=password]", password);
    click("button[type=submit]");
  }

  void type(String selector, String text) {
    WebElement field = one(selector);
    field.clear();
    field.sendKeys(text);
  }

  void click(String selector) {
    patience()
        .ignoring(StaleElementReferenceException.class)
        .until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
        .click();
  }

  /** Chooses a tab or link by its text. */
  void choose(String text) {
    patience()
        .ignoring(StaleElementReferenceException.class)
        .until(ExpectedConditions.elementToBeClickable(By.linkText(text)))
        .click();
  }

  /** Waits for an element that can be seen. */
  WebElement one(String selector) {
    return patience()
        .ignoring(StaleElementReferenceException.class)
        .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
  }

  /** Waits for a text in an element. */
  void await(String selector, String text) {
    patience()
        .withMessage("'" + text + "' in " + selector)
        .ignoring(StaleElementReferenceException.class)
        .until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
  }

  /** The texts of all elements of a kind, as they are now. */
  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .map(element -> element.getText().strip())
        .toList();
  }

  /** Takes a picture for a look at what a test saw, and for the documentation where asked. */
  void picture(String name) {
    byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
    write(PICTURES, name, picture);
    String wanted = System.getProperty("screenshots.dir", "");
    if (!wanted.isEmpty()) {
      write(Path.of(wanted), name, picture);
    }
  }

  private static void write(Path directory, String name, byte[] picture) {
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve(name + ".png"), picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebDriverWait patience() {
    return new WebDriverWait(driver, PATIENCE);
  }

  @Override
  public void close() {
    driver.quit();
    try {
      FileSystemUtils.deleteRecursively(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
