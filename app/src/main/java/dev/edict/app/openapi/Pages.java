package dev.edict.app.openapi;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the pages that show the document: Swagger UI from its jar, without an inline script. */
@RestController
class Pages {

    private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/%s/%s";
    private static final String ITS_VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return answer(HTML, "openapi/docs.html");
    }

    @GetMapping("/docs/start.js")
    ResponseEntity<Resource> start() {
        return answer(SCRIPT, "openapi/start.js");
    }

    @GetMapping("/docs/swagger-ui.css")
    ResponseEntity<Resource> style() throws IOException {
        return answer(CSS, swaggerUi("swagger-ui.css"));
    }

    @GetMapping("/docs/swagger-ui-bundle.js")
    ResponseEntity<Resource> script() throws IOException {
        return answer(SCRIPT, swaggerUi("swagger-ui-bundle.js"));
    }

    /** Reads a file of the Swagger UI version on the class path. */
    private static String swaggerUi(String file) throws IOException {
        var version = PropertiesLoaderUtils.loadProperties(new ClassPathResource(ITS_VERSION))
                .getProperty("version");
        return SWAGGER_UI.formatted(version, file);
    }

    private static ResponseEntity<Resource> answer(MediaType type, String resource) {
        return ResponseEntity.ok().contentType(type).body(new ClassPathResource(resource));
    }
}
