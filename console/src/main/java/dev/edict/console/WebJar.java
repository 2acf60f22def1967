package dev.edict.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Finds the files of a WebJar by the version that is on the class path. */
final class WebJar {

    private WebJar() {}

    /** The location of a folder of it, as Spring reads resources. */
    static String folder(String group, String artifact, String folder) {
        var place = new ClassPathResource("META-INF/maven/%s/%s/pom.properties".formatted(group, artifact));
        try {
            var version = PropertiesLoaderUtils.loadProperties(place).getProperty("version");
            return "classpath:/META-INF/resources/webjars/%s/%s/%s/"
                    .formatted(artifact, version, folder)
                    .replace("//", "/");
        } catch (IOException e) {
            throw new UncheckedIOException("the WebJar %s is not on the class path".formatted(artifact), e);
        }
    }
}
