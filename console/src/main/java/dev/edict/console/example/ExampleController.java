package dev.edict.console.example;

import dev.edict.command.api.Caller;
import dev.edict.command.commandbus.RequestContext;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Makes the example zone on request. */
@Controller
@Hidden
class ExampleController {

    private final ExampleZone example;
    private final RequestContext context;

    ExampleController(ExampleZone example, RequestContext context) {
        this.example = example;
        this.context = context;
    }

    @PostMapping("/console/example")
    @RolesAllowed("installation:write")
    ModelAndView create(Caller caller) {
        return new ModelAndView("redirect:/console/zones/" + example.create(context, caller));
    }
}
