package io.github.pgbackrest2nix.render.template;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateSequenceModel;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a template may see: records, by the names of their components, lists, optional values,
 * texts, booleans, whole numbers and fragments. Anything else is refused, methods are out of reach.
 */
final class ViewWrapper implements ObjectWrapper {
  private final Language language;

  /** Creates a wrapper for templates of the language. */
  ViewWrapper(Language language) {
    this.language = language;
  }

  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    if (value instanceof Optional<?> optional) {
      return wrap(optional.orElse(null));
    }
    if (value == null || value instanceof TemplateModel) {
      return (TemplateModel) value;
    }
    if (value instanceof Fragment fragment) {
      return EscapingFormat.of(fragment.language()).markup(fragment.markup());
    }
    // FreeMarker would turn a number into text first, and quote it.
    if (value instanceof Integer || value instanceof Long) {
      return EscapingFormat.of(language).markup(value.toString());
    }
    if (value instanceof String text) {
      return new SimpleScalar(text);
    }
    if (value instanceof Boolean flag) {
      return flag ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    if (value instanceof List<?> list) {
      return new ListModel(list);
    }
    if (value instanceof Record view) {
      return new RecordModel(view);
    }
    throw new TemplateModelException("no template can show a " + value.getClass().getName());
  }

  private final class ListModel implements TemplateSequenceModel {
    private final List<?> list;

    ListModel(List<?> list) {
      this.list = list;
    }

    @Override
    public @Nullable TemplateModel get(int index) throws TemplateModelException {
      return index >= 0 && index < list.size() ? wrap(list.get(index)) : null;
    }

    @Override
    public int size() {
      return list.size();
    }
  }

  private final class RecordModel implements TemplateHashModel {
    private final Record view;

    RecordModel(Record view) {
      this.view = view;
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
      Optional<RecordComponent> found =
          Stream.of(view.getClass().getRecordComponents())
              .filter(component -> component.getName().equals(name))
              .findFirst();
      return found.isEmpty() ? null : wrap(read(found.get()));
    }

    private @Nullable Object read(RecordComponent component) throws TemplateModelException {
      try {
        // Views are not public outside of their package.
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(view);
      } catch (ReflectiveOperationException e) {
        throw new TemplateModelException("cannot read " + component, e);
      }
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}
