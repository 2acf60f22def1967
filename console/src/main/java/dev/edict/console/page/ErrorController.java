package dev.edict.console.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Makes the page about a request that no controller answered. */
@Controller
@Hidden
class ErrorController {

    private static final ErrorPage UNKNOWN = new ErrorPage(HttpStatus.NOT_FOUND.value(), "unknown_page", null);

    @RequestMapping(ErrorPage.PATH)
    ModelAndView show(@RequestAttribute(name = ErrorPage.ATTRIBUTE, required = false) @Nullable ErrorPage page) {
        return ErrorAdvice.view(page == null ? UNKNOWN : page);
    }
}
